-- one row per program: share of the gap before the start that was closed, same person and rater
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
        min(enrollments.time_zero_on) as started_on
    from core.enrollments as enrollments
    inner join core.people as people on enrollments.person_key = people.person_key
    where enrollments.time_zero_on is not null and not enrollments.is_outside_employment
    group by enrollments.program_id, enrollments.employee_id, people.job_role
),
paired as (
    select
        begun.program_id,
        begun.employee_id,
        tests.skill,
        tests.rater,
        needs.required_level,
        arg_max(tests."level", tests.assessed_on)
        filter (where tests.assessed_on <= begun.started_on) as level_before,
        arg_max(tests."level", tests.assessed_on)
        filter (where tests.assessed_on > begun.started_on) as level_after
    from begun
    inner join taught on begun.program_id = taught.program_id
    inner join staging.stg_role_requirements as needs
        on begun.job_role = needs.job_role and taught.skill = needs.skill
    inner join staging.stg_skill_assessments as tests
        on
            begun.employee_id = tests.employee_id
            and taught.skill = tests.skill
            and tests.assessed_on <= $as_of
    group by
        begun.program_id, begun.employee_id, tests.skill, tests.rater, needs.required_level
),
gaps as (
    select
        program_id,
        employee_id,
        required_level - level_before as gap_before,
        greatest(required_level - level_after, 0) as gap_after
    from paired
    where level_before < required_level and level_after is not null
),
totals as (
    select
        program_id,
        sum(gap_before order by employee_id) as all_before,
        sum(gap_after order by employee_id) as all_after,
        count(*) as n
    from gaps
    group by program_id
)
select
    totals.program_id,
    1 - totals.all_after / nullif(totals.all_before, 0) as "mean",
    coalesce(
        stddev_samp(
            (gaps.gap_after - gaps.gap_before * totals.all_after / nullif(totals.all_before, 0))
            * totals.n / nullif(totals.all_before, 0)
        ),
        0
    ) as sd,
    totals.n
from totals
inner join gaps on totals.program_id = gaps.program_id
group by totals.program_id, totals.all_before, totals.all_after, totals.n
