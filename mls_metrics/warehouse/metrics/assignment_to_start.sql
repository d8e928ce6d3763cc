-- one row per program, days and outcome: assignment to the first sign of work on it, else censored
with assigned as (
    select
        enrollments.program_id,
        enrollments.assigned_on,
        least(enrollments.started_on, enrollments.completed_on) as begun_on,
        least(enrollments.withdrawn_on, people.exit_on, programs.closes_on, $as_of) as seen_until
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments.assigned_on <= $as_of
        and enrollments."status" not in ('waived', 'cancelled', 'denied', 'waitlisted')
        and not enrollments.is_outside_employment
),
timed as (
    select
        program_id,
        date_diff('day', assigned_on, coalesce(begun_on, seen_until)) as "days",
        begun_on is not null as is_event
    from assigned
    where coalesce(begun_on, seen_until) >= assigned_on
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
left join finished on timed.program_id = finished.program_id
group by timed.program_id, timed."days", timed.is_event, finished.naive
