-- one row per kind of part and part: people, what is known, and weighted sums of what is met
with latest as (
    select
        employee_id,
        skill,
        max(assessed_on) as assessed_on,
        arg_max(
            "level", (assessed_on, rater = 'test', rater = 'manager', "level")
        ) as "level"
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    group by employee_id, skill
),
pairs as (
    select
        people.employee_id,
        people.job_role,
        coalesce(needs.criticality, 0.5) as weight,
        skills.future_critical,
        regexp_matches(
            lower(coalesce(skills.family, '')),
            '\b(digital|data|ai|artificial intelligence|machine learning|emerging|analytics)\b'
        ) as is_data_family,
        skills.family is not null as has_family,
        latest.assessed_on is not null as is_assessed,
        coalesce(latest.assessed_on >= $as_of - to_months(cast($valid_months as integer)), false)
            as is_valid,
        latest."level" >= needs.required_level as is_met
    from core.people as people
    inner join staging.stg_role_requirements as needs on people.job_role = needs.job_role
    left join staging.stg_skills as skills on needs.skill = skills.skill
    left join latest on people.employee_id = latest.employee_id and needs.skill = latest.skill
    where
        people.exit_on is null
        and needs.required_level > 0
        and coalesce(needs.criticality, 0.5) > 0
),
parts as (
    select 'all' as kind, 'Everybody' as part, pairs.* from pairs
    union all
    select 'role' as kind, job_role as part, pairs.* from pairs
    union all
    select
        'tag' as kind,
        case when future_critical then 'Future-critical skills' else 'Other skills' end as part,
        pairs.*
    from pairs
    where future_critical is not null
    union all
    select
        'family' as kind,
        case when is_data_family then 'Digital, data and AI' else 'All other skills' end as part,
        pairs.*
    from pairs
    where (select bool_or(has_family) from pairs)
),
by_person as (
    select
        kind,
        part,
        employee_id,
        count(*) as pairs,
        count(*) filter (where is_valid) as known_pairs,
        count(*) filter (where is_assessed and not is_valid) as expired_pairs,
        coalesce(sum(weight) filter (where is_valid and is_met), 0) as x,
        coalesce(sum(weight) filter (where is_valid), 0) as y
    from parts
    group by kind, part, employee_id
)
select
    kind,
    part,
    count(*) as people,
    count(*) filter (where known_pairs > 0) as known_people,
    cast(sum(pairs) as bigint) as pairs,
    cast(sum(known_pairs) as bigint) as known_pairs,
    cast(sum(expired_pairs) as bigint) as expired_pairs,
    sum(x order by employee_id) as x,
    sum(y order by employee_id) as y,
    sum(x * x order by employee_id) as xx,
    sum(x * y order by employee_id) as xy,
    sum(y * y order by employee_id) as yy
from by_person
group by kind, part
order by kind, part
