-- one row per program with a log of visits: people on it, and who did something in the last 30 days
with visits as (
    select
        program_id,
        employee_id,
        max(occurred_on) as visited_on
    from staging.stg_activity
    where program_id is not null and occurred_on <= $as_of
    group by program_id, employee_id
),
logged as (
    select program_id from visits
    union
    select program_id from core.enrollments
    where last_active_on <= $as_of
),
learners as (
    select
        enrollments.program_id,
        enrollments.employee_id,
        greatest(
            max(visits.visited_on),
            max(enrollments.last_active_on) filter (where enrollments.last_active_on <= $as_of),
            max(enrollments.started_on)
        ) as seen_on
    from core.enrollments as enrollments
    inner join logged on enrollments.program_id = logged.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    left join visits
        on
            enrollments.program_id = visits.program_id
            and enrollments.employee_id = visits.employee_id
    where
        enrollments."status" in ('enrolled', 'in_progress', 'unknown')
        and people.exit_on is null
        and not enrollments.is_outside_employment
    group by enrollments.program_id, enrollments.employee_id
)
select
    program_id,
    count(*) filter (where seen_on > $as_of - 30) as k,
    count(*) as n
from learners
group by program_id
