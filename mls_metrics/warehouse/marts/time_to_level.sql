-- one row per program and learner: days from the start to the level the program is for
with required as (
    select
        programs.program_id,
        coalesce(links.skill, programs.skill) as skill,
        coalesce(links.target_level, max(needs.required_level)) as target_level
    from core.programs as programs
    left join staging.stg_program_skills as links on programs.program_id = links.program_id
    left join staging.stg_role_requirements as needs
        on coalesce(links.skill, programs.skill) = needs.skill
    group by programs.program_id, coalesce(links.skill, programs.skill), links.target_level
),
assessed as (
    select distinct required.program_id
    from required
    inner join staging.stg_skill_assessments as tests on required.skill = tests.skill
    where required.target_level is not null and tests.assessed_on <= $as_of
),
begun as (
    select
        enrollments.program_id,
        enrollments.employee_id,
        min(enrollments.time_zero_on) as started_on,
        min(enrollments.completed_on) filter (
            where
            enrollments."status" = 'completed'
            and enrollments.is_passed is distinct from false
        ) as completed_on,
        least(
            min(enrollments.withdrawn_on), min(people.exit_on), min(programs.closes_on), $as_of
        ) as seen_until,
        coalesce(min(people.exit_on), $as_of) as employed_until,
        bool_or(assessed.program_id is not null) as is_assessed
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    left join assessed on enrollments.program_id = assessed.program_id
    where
        enrollments.time_zero_kind in ('start', 'enrollment')
        and not enrollments.is_outside_employment
    group by enrollments.program_id, enrollments.employee_id
),
-- of two raters on one day a test is heard before a manager, and a manager before oneself,
-- and a person of whom nothing was assessed since the start is unknown, not slow
levels as (
    select
        begun.program_id,
        begun.employee_id,
        begun.started_on,
        min(tests.assessed_on) filter (
            where tests.assessed_on > begun.started_on and tests."level" >= required.target_level
        ) as able_on,
        max(tests.assessed_on) as last_assessed_on,
        coalesce(
            arg_max(
                tests."level",
                (tests.assessed_on, tests.rater = 'test', tests.rater = 'manager')
            )
            filter (where tests.assessed_on <= begun.started_on)
            >= any_value(required.target_level),
            false
        ) as was_able
    from begun
    inner join required on begun.program_id = required.program_id
    inner join staging.stg_skill_assessments as tests
        on begun.employee_id = tests.employee_id and required.skill = tests.skill
    where tests.assessed_on <= begun.employed_until and required.target_level is not null
    group by begun.program_id, begun.employee_id, begun.started_on, required.skill
),
reached as (
    select
        program_id,
        employee_id,
        started_on,
        case when count(able_on) = count(*) then max(able_on) end as able_on,
        min(last_assessed_on) as last_assessed_on
    from levels
    group by program_id, employee_id, started_on
    having bool_or(not was_able) and min(last_assessed_on) > started_on
)
select
    program_id,
    employee_id,
    date_diff('day', started_on, coalesce(able_on, last_assessed_on)) as "days",
    able_on is not null as is_event
from reached
union all
select
    program_id,
    employee_id,
    date_diff('day', started_on, coalesce(completed_on, seen_until)) as "days",
    completed_on is not null as is_event
from begun
where
    not is_assessed
    and coalesce(completed_on, seen_until) >= started_on
    and program_id in (
        select finished.program_id from begun as finished
        where finished.completed_on is not null
    )
