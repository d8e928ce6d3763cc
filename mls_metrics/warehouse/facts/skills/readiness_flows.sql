-- one row per role and skill it requires: who is ready, and what adds to them or takes from them
with looks as (
    select
        employee_id,
        skill,
        max(assessed_on) >= $as_of - to_months(cast($valid_months as integer)) as is_valid,
        arg_max(
            "level", (assessed_on, rater = 'test', rater = 'manager', "level")
        ) as "level",
        arg_min(
            "level", (assessed_on, rater <> 'test', rater <> 'manager', -"level")
        ) as first_level
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    group by employee_id, skill
),
standing as (
    select
        needs.job_role,
        needs.skill,
        count(*) as people,
        count(*) filter (where looks.is_valid and looks."level" >= needs.required_level) as ready,
        count(*) filter (where looks.is_valid and looks."level" < needs.required_level) as below,
        count(*) filter (where people.is_new and looks.first_level is not null) as joined,
        count(*) filter (where people.is_new and looks.first_level >= needs.required_level)
            as joined_ready
    from marts.role_needs as needs
    inner join (
        select
            employee_id,
            hire_on > $as_of - to_months(cast($flow_months as integer)) as is_new
        from core.people
    ) as people on needs.employee_id = people.employee_id
    left join looks on needs.employee_id = looks.employee_id and needs.skill = looks.skill
    group by needs.job_role, needs.skill
),
rated as (
    select
        needs.job_role,
        needs.skill,
        tests.employee_id,
        tests.rater,
        tests.assessed_on,
        max(tests."level") < needs.required_level as is_below
    from marts.role_needs as needs
    inner join staging.stg_skill_assessments as tests
        on needs.employee_id = tests.employee_id and needs.skill = tests.skill
    where tests.assessed_on <= $as_of
    group by
        needs.job_role, needs.skill, needs.required_level, tests.employee_id, tests.rater,
        tests.assessed_on
),
steps as (
    select
        rated.*,
        lead(is_below) over by_day as is_below_next,
        (lead(assessed_on) over by_day - assessed_on) / 30.4375 as months,
        lead(assessed_on) over by_day as next_on
    from rated
    window by_day as (partition by job_role, skill, employee_id, rater order by assessed_on)
),
-- who changed sides did so somewhere between two assessments: half of that time counts
moves as (
    select
        job_role,
        skill,
        count(*) filter (where is_below and not is_below_next) as reached,
        sum(case when is_below_next then months else months / 2 end) filter (where is_below)
            as below_months,
        count(*) filter (where not is_below and is_below_next) as lost,
        sum(case when is_below_next then months / 2 else months end) filter (where not is_below)
            as held_months
    from steps
    where next_on > $as_of - to_months(cast($flow_months as integer))
    group by job_role, skill
),
staying as (
    select
        job_role,
        count(*) filter (where exit_on is not null) as exits,
        sum(
            coalesce(exit_on, $as_of)
            - greatest(
                coalesce(hire_on, cast('1900-01-01' as date)),
                cast($as_of - to_months(cast($flow_months as integer)) as date)
            )
        ) / 30.4375 as role_months
    from core.people
    where
        coalesce(exit_on, $as_of) > $as_of - to_months(cast($flow_months as integer))
        and coalesce(hire_on, cast('1900-01-01' as date)) <= $as_of
    group by job_role
)
select
    standing.*,
    needs.needed_by,
    needs.people_needed,
    coalesce(moves.reached, 0) as reached,
    coalesce(moves.below_months, 0) as below_months,
    coalesce(moves.lost, 0) as lost,
    coalesce(moves.held_months, 0) as held_months,
    coalesce(staying.exits, 0) as exits,
    coalesce(staying.role_months, 0) as role_months
from standing
inner join staging.stg_role_requirements as needs
    on standing.job_role = needs.job_role and standing.skill = needs.skill
left join moves on standing.job_role = moves.job_role and standing.skill = moves.skill
left join staying on standing.job_role = staying.job_role
order by standing.job_role, standing.skill
