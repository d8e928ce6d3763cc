-- one row per program: learners' assessed required pairs, and how many are at level
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
),
pairs as (
    select
        learners.program_id,
        learners.employee_id,
        needs.skill,
        needs.required_level
    from learners
    inner join taught on learners.program_id = taught.program_id
    inner join staging.stg_role_requirements as needs
        on learners.job_role = needs.job_role and taught.skill = needs.skill
    where needs.required_level > 0
),
latest as (
    select
        employee_id,
        skill,
        "level"
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    qualify
        row_number() over (
            partition by employee_id, skill
            order by
                assessed_on desc,
                case rater when 'test' then 0 when 'manager' then 1 else 2 end
        ) = 1
)
select
    pairs.program_id,
    count(*) filter (where latest."level" >= pairs.required_level) as k,
    count(*) as n
from pairs
inner join latest on pairs.employee_id = latest.employee_id and pairs.skill = latest.skill
group by pairs.program_id
