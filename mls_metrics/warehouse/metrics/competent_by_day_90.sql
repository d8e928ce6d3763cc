-- one row per program, days and outcome: start to the level the program is for
with required as (
    select
        programs.program_id,
        coalesce(links.skill, programs.skill) as skill,
        coalesce(
            links.target_level,
            (
                select max(needs.required_level)
                from staging.stg_role_requirements as needs
                where needs.skill = coalesce(links.skill, programs.skill)
            )
        ) as target_level
    from core.programs as programs
    left join staging.stg_program_skills as links on programs.program_id = links.program_id
),
begun as (
    select
        program_id,
        employee_id,
        person_key,
        min(time_zero_on) as started_on,
        min(completed_on) filter (where "status" = 'completed') as completed_on,
        min(withdrawn_on) as withdrawn_on
    from core.enrollments
    where time_zero_on is not null and not is_outside_employment
    group by program_id, employee_id, person_key
),
able as (
    select
        begun.program_id,
        begun.employee_id,
        min(tests.assessed_on) as able_on
    from begun
    inner join required
        on begun.program_id = required.program_id and required.target_level is not null
    inner join staging.stg_skill_assessments as tests
        on begun.employee_id = tests.employee_id
        and required.skill = tests.skill
        and tests.assessed_on > begun.started_on
        and tests.assessed_on <= $as_of
        and tests."level" >= required.target_level
    group by begun.program_id, begun.employee_id
),
watched as (
    select
        program_id,
        employee_id
    from begun
    where program_id in (select program_id from required where target_level is null)
    union
    select
        begun.program_id,
        begun.employee_id
    from begun
    inner join required on begun.program_id = required.program_id
    inner join staging.stg_skill_assessments as tests
        on begun.employee_id = tests.employee_id
        and required.skill = tests.skill
        and tests.assessed_on > begun.started_on
        and tests.assessed_on <= $as_of
    where required.target_level is not null
),
timed as (
    select
        begun.program_id,
        case
            when begun.program_id in (select program_id from required where target_level is null)
                then begun.completed_on
            else able.able_on
        end as reached_on,
        begun.started_on,
        least(
            coalesce(people.exit_on, $as_of), coalesce(begun.withdrawn_on, $as_of), $as_of
        ) as seen_until
    from begun
    inner join watched
        on begun.program_id = watched.program_id and begun.employee_id = watched.employee_id
    left join able
        on begun.program_id = able.program_id and begun.employee_id = able.employee_id
    left join core.people as people on begun.person_key = people.person_key
)
select
    program_id,
    greatest(date_diff('day', started_on, coalesce(reached_on, seen_until)), 0) as days,
    reached_on is not null as is_event,
    count(*) as n
from timed
group by all
