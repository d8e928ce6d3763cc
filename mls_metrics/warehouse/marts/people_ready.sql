-- one row per objective, employed person and skill that its programs teach and the role requires
with linked as (
    select distinct
        goals.objective_id,
        taught.skill
    from marts.program_goals as goals
    inner join marts.taught_skills as taught on goals.program_id = taught.program_id
),
held as (
    select
        needs.employee_id,
        needs.skill,
        min(tests.assessed_on) filter (where tests."level" >= needs.required_level) as reached_on,
        any_value(latest."level") >= any_value(needs.required_level) as is_at_level
    from marts.role_needs as needs
    inner join staging.stg_skill_assessments as tests
        on needs.employee_id = tests.employee_id and needs.skill = tests.skill
    left join marts.latest_levels as latest
        on needs.employee_id = latest.employee_id and needs.skill = latest.skill
    where tests.assessed_on <= $as_of
    group by needs.employee_id, needs.skill
)
select
    linked.objective_id,
    needs.employee_id,
    needs.skill,
    needs.job_role,
    case when held.is_at_level then held.reached_on end as reached_on,
    held.employee_id is not null as is_assessed
from linked
inner join marts.role_needs as needs on linked.skill = needs.skill
left join held on needs.employee_id = held.employee_id and needs.skill = held.skill
