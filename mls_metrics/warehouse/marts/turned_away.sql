-- one row per person and program asked for, where the person could not come for outside reasons
with held as (
    select count(held_on) > 0 as is_known from staging.stg_sessions
),
requests as (
    select
        enrollments.person_key,
        enrollments.program_id,
        enrollments."status" = 'waitlisted' or coalesce(enrollments.waitlisted, false) as waited,
        enrollments."status" = 'denied'
        and (
            coalesce(sessions.booked >= sessions.seats, false)
            or regexp_matches(
                lower(coalesce(enrollments.source_status, '')), '(full|seat|capacity|waitl)'
            )
        ) as found_no_seat,
        enrollments."status" = 'cancelled'
        and coalesce(enrollments.cancelled_by = 'organizer', false) as was_cancelled,
        enrollments."status" in ('cancelled', 'not_started')
        and coalesce(enrollments.cancelled_by, '') != 'learner'
        and sessions.planned_on <= $as_of
        and sessions.held_on is null
        and held.is_known as had_no_session,
        coalesce(enrollments.enrolled_on, enrollments.assigned_on) as asked_on,
        coalesce(
            enrollments.withdrawn_on,
            sessions.planned_on,
            enrollments.enrolled_on,
            enrollments.assigned_on
        ) as cancelled_on
    from core.enrollments as enrollments
    cross join held
    left join staging.stg_sessions as sessions on enrollments.session_id = sessions.session_id
    where enrollments.person_key is not null
),
dated as (
    select
        person_key,
        program_id,
        case
            when waited then 'waitlist'
            when found_no_seat then 'no_seat'
            when was_cancelled then 'organizer'
            else 'session'
        end as reason,
        case when waited or found_no_seat then asked_on else cancelled_on end as turned_away_on
    from requests
    where waited or found_no_seat or was_cancelled or coalesce(had_no_session, false)
),
first_time as (
    select
        person_key,
        program_id,
        min(turned_away_on) as turned_away_on,
        min_by(reason, (turned_away_on, reason)) as reason
    from dated
    where turned_away_on <= $as_of
    group by person_key, program_id
)
select
    first_time.person_key,
    first_time.program_id,
    cast(
        year(first_time.turned_away_on) * 12 + month(first_time.turned_away_on) - 1 as integer
    ) as asked_month,
    first_time.reason,
    starts.start_month
from first_time
inner join marts.retention_starts as starts
    on first_time.person_key = starts.person_key and first_time.program_id = starts.program_id
where
    coalesce(starts.start_month, 1000000)
    > year(first_time.turned_away_on) * 12 + month(first_time.turned_away_on) - 1
