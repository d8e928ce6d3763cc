-- one row per program, learner, skill it teaches, rater and day of a rating of that learner
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
begun as (
    select
        enrollments.program_id,
        enrollments.employee_id,
        people.job_role,
        min(enrollments.time_zero_on) as started_on,
        min(enrollments.completed_on) filter (where enrollments."status" = 'completed')
            as completed_on
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where enrollments.time_zero_on is not null and not enrollments.is_outside_employment
    group by enrollments.program_id, enrollments.employee_id, people.job_role
)
select
    begun.program_id,
    begun.employee_id,
    tests.skill,
    coalesce(tests.rater, 'unknown') as rater,
    tests.assessed_on,
    max(tests."level") as "level",
    max(tests.scale_max) as scale_max,
    max(nullif(needs.required_level, 0)) as required_level,
    begun.started_on,
    begun.completed_on
from begun
inner join taught on begun.program_id = taught.program_id
inner join staging.stg_skill_assessments as tests
    on begun.employee_id = tests.employee_id and taught.skill = tests.skill
left join staging.stg_role_requirements as needs
    on begun.job_role = needs.job_role and taught.skill = needs.skill
where tests.assessed_on <= $as_of
group by
    begun.program_id,
    begun.employee_id,
    tests.skill,
    coalesce(tests.rater, 'unknown'),
    tests.assessed_on,
    begun.started_on,
    begun.completed_on
