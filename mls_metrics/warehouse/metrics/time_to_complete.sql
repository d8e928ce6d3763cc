-- one row per program, days and outcome: start to completion, everyone else censored
with begun as (
    select
        enrollments.program_id,
        coalesce(enrollments.started_on, enrollments.enrolled_on) as begun_on,
        case when enrollments."status" = 'completed' then enrollments.completed_on end as done_on,
        least(
            enrollments.withdrawn_on,
            case when enrollments."status" = 'failed' then enrollments.completed_on end,
            people.exit_on,
            programs.closes_on,
            $as_of
        ) as seen_until
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments.time_zero_kind in ('start', 'enrollment')
        and not enrollments.is_outside_employment
),
timed as (
    select
        program_id,
        date_diff('day', begun_on, coalesce(done_on, seen_until)) as "days",
        done_on is not null as is_event
    from begun
    where coalesce(done_on, seen_until) >= begun_on
),
finished as (
    select
        program_id,
        median("days") as naive
    from timed
    where is_event
    group by program_id
)
select
    timed.program_id,
    timed."days",
    timed.is_event,
    finished.naive,
    count(*) as n
from timed
inner join finished on timed.program_id = finished.program_id
group by timed.program_id, timed."days", timed.is_event, finished.naive
