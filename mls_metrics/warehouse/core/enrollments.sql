-- one row per employee, program and attempt, with its time zero and its place in employment
with dated as (
    select
        enrollment.*,
        people.person_key,
        people.hire_on,
        people.exit_on,
        case
            when enrollment."status" in ('denied', 'cancelled', 'waitlisted', 'waived', 'no_show')
                then null
            else coalesce(
                enrollment.started_on,
                case when enrollment."status" = 'not_started' then null else enrollment.enrolled_on end,
                enrollment.completed_on
            )
        end as time_zero_on,
        case
            when enrollment.started_on is not null then 'start'
            when enrollment.enrolled_on is not null then 'enrollment'
            when enrollment.completed_on is not null then 'completion'
        end as time_zero_kind
    from staging.stg_enrollments as enrollment
    left join core.people as people on enrollment.employee_id = people.employee_id
)
select
    employee_id,
    person_key,
    program_id,
    attempt_key,
    attempt,
    coalesce("status", 'unknown') as "status",
    source_status,
    enrolled_on,
    assigned_on,
    started_on,
    due_on,
    completed_on,
    withdrawn_on,
    expires_on,
    score,
    pass_mark,
    "hours",
    cast("cost" as double) as "cost",
    region,
    platform,
    "version",
    session_id,
    voluntary,
    waitlisted,
    cancelled_by,
    time_zero_on,
    case when time_zero_on is not null then time_zero_kind end as time_zero_kind,
    coalesce(time_zero_on < hire_on or time_zero_on > exit_on, false) as is_outside_employment,
    cast(year(time_zero_on) * 12 + month(time_zero_on) - 1 as integer) as start_month,
    cast(
        case
            when "status" = 'completed'
                then year(completed_on) * 12 + month(completed_on) - 1
        end as integer
    ) as completion_month
from dated
where coalesce(time_zero_on, enrolled_on, assigned_on, completed_on, $as_of) <= $as_of
