-- one row per program, learner and skill it teaches that the learner's role requires
with taught as (
    select
        program_id,
        skill
    from staging.stg_program_skills
    union
    select
        program_id,
        skill
    from core.programs
    where skill is not null
),
learners as (
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
)
select
    learners.program_id,
    learners.employee_id,
    taught.skill,
    needs.required_level,
    needs.criticality,
    latest."level"
from learners
inner join taught on learners.program_id = taught.program_id
inner join staging.stg_role_requirements as needs
    on learners.job_role = needs.job_role and taught.skill = needs.skill
left join marts.latest_levels as latest
    on learners.employee_id = latest.employee_id and taught.skill = latest.skill
where needs.required_level > 0
