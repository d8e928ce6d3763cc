-- one row per program: learners assessed in every critical skill of their role, and who meets all
with learners as (
    select distinct
        enrollments.program_id,
        enrollments.employee_id,
        people.job_role
    from core.enrollments as enrollments
    inner join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments.time_zero_on is not null
        and not enrollments.is_outside_employment
        and people.exit_on is null
),
standing as (
    select
        learners.program_id,
        learners.employee_id,
        count(*) as needed,
        count(latest."level") as assessed,
        count(*) filter (where latest."level" >= needs.required_level) as met
    from learners
    inner join staging.stg_role_requirements as needs
        on learners.job_role = needs.job_role
    left join marts.latest_levels as latest
        on learners.employee_id = latest.employee_id and needs.skill = latest.skill
    where needs.required_level > 0 and needs.criticality >= 0.5
    group by learners.program_id, learners.employee_id
)
select
    program_id,
    count(*) filter (where met = needed) as k,
    count(*) as n
from standing
where assessed = needed
group by program_id
