-- one row per required skill: people at the level who were assessed again, and levels lost
with rated as (
    select
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
        needs.skill, needs.required_level, tests.employee_id, tests.rater, tests.assessed_on
),
steps as (
    select
        skill,
        employee_id,
        is_below,
        lead(is_below) over by_day as is_below_next,
        (lead(assessed_on) over by_day - assessed_on) / 30.4375 as months
    from rated
    window by_day as (partition by skill, employee_id, rater order by assessed_on)
),
held as (
    select
        skill,
        count(distinct employee_id) as people,
        count(*) as held,
        count(*) filter (where is_below_next) as lost,
        -- lost somewhere between two assessments: half of that time counts
        sum(case when is_below_next then months / 2 else months end) as held_months
    from steps
    where not is_below and is_below_next is not null
    group by skill
)
select
    needed.skill,
    skills.half_life_months,
    coalesce(held.people, 0) as people,
    coalesce(held.held, 0) as held,
    coalesce(held.lost, 0) as lost,
    coalesce(held.held_months, 0) as held_months
from (select distinct skill from marts.role_needs) as needed
left join held on needed.skill = held.skill
left join staging.stg_skills as skills on needed.skill = skills.skill
order by needed.skill
