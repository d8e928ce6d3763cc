-- one row per employee, program and attempt, with its time zero and its place in employment
with seen as (
    select
        staged.*,
        coalesce(greatest(staged.completed_on, staged.withdrawn_on) > $as_of, false) as is_undone,
        case when staged.started_on <= $as_of then staged.started_on end as seen_started_on,
        case when staged.completed_on <= $as_of then staged.completed_on end as seen_completed_on,
        case when staged.withdrawn_on <= $as_of then staged.withdrawn_on end as seen_withdrawn_on
    from staging.stg_enrollments as staged
    where
        coalesce(
            least(
                staged.started_on, staged.enrolled_on, staged.assigned_on, staged.completed_on
            ),
            $as_of
        ) <= $as_of
),
-- what the exports say, undone where it had not happened yet, and dates speak where no status does
known as (
    select
        seen.*,
        case
            when credit in ('equivalent', 'rpl') and coalesce("status", 'completed') = 'completed'
                then 'waived'
            when is_undone and "status" in ('completed', 'failed', 'withdrawn')
                then if(seen_started_on is null, 'enrolled', 'in_progress')
            when
                waitlisted
                and coalesce(seen_started_on, seen_completed_on) is null
                and "status" in ('enrolled', 'not_started', 'unknown')
                then 'waitlisted'
            when "status" is not null then "status"
            when seen_withdrawn_on is not null then 'withdrawn'
            when seen_completed_on is not null then 'completed'
            when seen_started_on is not null then 'in_progress'
            when coalesce(enrolled_on, assigned_on) is not null then 'enrolled'
            else 'unknown'
        end as seen_status
    from seen
),
dated as (
    select
        known.*,
        people.person_key,
        people.hire_on,
        people.exit_on,
        case
            when seen_status in ('denied', 'cancelled', 'waitlisted', 'waived', 'no_show') then null
            when seen_started_on is not null then seen_started_on
            when enrolled_on is not null and seen_status <> 'not_started' then enrolled_on
            else seen_completed_on
        end as time_zero_on
    from known
    left join core.people as people on known.employee_id = people.employee_id
)
select
    employee_id,
    person_key,
    program_id,
    attempt_key,
    attempt,
    seen_status as "status",
    source_status,
    enrolled_on,
    assigned_on,
    seen_started_on as started_on,
    due_on,
    seen_completed_on as completed_on,
    seen_withdrawn_on as withdrawn_on,
    expires_on,
    case when not is_undone then score end as score,
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
    coalesce(credit, case when seen_status = 'completed' then 'earned' end) as credit,
    case when not is_undone then passed end as is_passed,
    coalesce(overridden, false) as is_overridden,
    progress,
    last_active_on,
    coalesce(due_on < $as_of, overdue, false)
    and seen_status in ('enrolled', 'not_started', 'in_progress', 'unknown') as is_overdue,
    time_zero_on,
    case
        when time_zero_on is null then null
        when seen_started_on is not null then 'start'
        when enrolled_on is not null and seen_status <> 'not_started' then 'enrollment'
        else 'completion'
    end as time_zero_kind,
    coalesce(time_zero_on < hire_on or time_zero_on > exit_on, false) as is_outside_employment,
    cast(year(time_zero_on) * 12 + month(time_zero_on) - 1 as integer) as start_month,
    cast(
        case
            when seen_status = 'completed'
                then year(seen_completed_on) * 12 + month(seen_completed_on) - 1
        end as integer
    ) as completion_month
from dated
