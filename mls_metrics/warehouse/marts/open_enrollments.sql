-- one row per open enrollment of a person still employed, in programs with a log of visits
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
)
select
    enrollments.program_id,
    enrollments.employee_id,
    enrollments."status",
    enrollments.attempt_key,
    greatest(
        visits.visited_on,
        if(enrollments.last_active_on <= $as_of, enrollments.last_active_on, null),
        enrollments.started_on
    ) as active_on,
    greatest(enrollments.enrolled_on, enrollments.assigned_on) as entered_on
from core.enrollments as enrollments
inner join logged on enrollments.program_id = logged.program_id
left join core.people as people on enrollments.person_key = people.person_key
left join visits
    on
        enrollments.program_id = visits.program_id
        and enrollments.employee_id = visits.employee_id
where
    enrollments."status" in ('enrolled', 'not_started', 'in_progress', 'unknown')
    and people.exit_on is null
    and not enrollments.is_outside_employment
