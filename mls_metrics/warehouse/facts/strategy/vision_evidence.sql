-- one row per question of the vision: what the data say of it today, and how fresh they are
with days as (
    select
        (select max(time_zero_on) from core.enrollments) as learned_on,
        (
            select max("period") from staging.stg_costs
            where "period" <= $as_of
        ) as posted_on,
        (
            select max("period") from staging.stg_kpis
            where "period" <= $as_of
        ) as valued_on,
        (
            select max(assessed_on) from staging.stg_skill_assessments
            where assessed_on <= $as_of
        ) as assessed_on
),
answers as (
    select
        'strategy' as question,
        'programs that serve a named objective' as what,
        count(*) filter (where steps >= 1) as k,
        count(*) as n,
        (select learned_on from days) as last_checked
    from marts.program_chains
    union all
    select
        'people' as question,
        'assessed required skills at the level' as what,
        count(*) filter (where latest."level" >= needs.required_level) as k,
        count(*) as n,
        (select assessed_on from days) as last_checked
    from marts.role_needs as needs
    inner join marts.latest_levels as latest
        on needs.employee_id = latest.employee_id and needs.skill = latest.skill
    having count(distinct needs.employee_id) >= $minimum_group
    union all
    select
        'pace' as question,
        'programs with fresh content' as what,
        count(*) filter (where content_reviewed_on > $as_of - interval 18 month) as k,
        count(*) as n,
        max(content_reviewed_on) as last_checked
    from core.programs
    where content_reviewed_on <= $as_of
    union all
    select
        'long_term_goals' as question,
        'objectives with a target and a date ahead' as what,
        count(*) filter (where target is not null and due_on > $as_of) as k,
        count(*) as n,
        (select valued_on from days) as last_checked
    from marts.objective_map
    union all
    select
        'target_audiences' as question,
        'programs that name their audience' as what,
        count(audience) as k,
        count(*) as n,
        (select learned_on from days) as last_checked
    from core.programs
    where is_registered
    union all
    select
        'outcomes' as question,
        'objectives with a program and a measured KPI' as what,
        count(*) filter (where program_count > 0 and is_measured) as k,
        count(*) as n,
        (select valued_on from days) as last_checked
    from marts.objective_map
    union all
    select
        'alignment' as question,
        'programs with an unbroken chain' as what,
        count(*) filter (where is_complete) as k,
        count(*) as n,
        (select posted_on from days) as last_checked
    from marts.program_chains
    union all
    select
        'scalability' as question,
        'places of eligible people taken' as what,
        sum(eligible_people - unreached_people) as k,
        sum(eligible_people) as n,
        (select learned_on from days) as last_checked
    from marts.program_facts
    where eligible_people is not null and people >= $minimum_group
    union all
    select
        'continuous_improvement' as question,
        'improvements carried through' as what,
        count(*) filter (where least(concluded_on, released_on) <= $as_of) as k,
        count(*) as n,
        max(raised_on) as last_checked
    from staging.stg_improvements
    where raised_on <= $as_of
)
select
    question,
    what,
    cast(k as bigint) as k,
    cast(n as bigint) as n,
    k / nullif(n, 0) as share,
    last_checked,
    coalesce(n, 0) > 0 as is_backed
from answers
