-- one row per row of the files whose pair of employee and program holds more than one attempt
with contested as (
    select
        source.employee_id,
        source.program_id,
        source.attempt,
        source.session_id,
        source.started_on,
        source.completed_on,
        coalesce(source.enrolled_on, source.assigned_on) as offered_on,
        place.seq * 10000000000 + source.source_row as place_in_time,
        pairs.attempts_differ,
        pairs.sessions_differ,
        pairs.dates_differ,
        pairs.ends_differ
    from joined.enrollments as source
    inner join landing.imports as place on source.import_id = place.import_id
    inner join staging.enrollment_pairs as pairs
        on source.employee_id = pairs.employee_id and source.program_id = pairs.program_id
    where
        place.active
        and (
            pairs.attempts_differ
            or pairs.sessions_differ
            or pairs.dates_differ
            or pairs.ends_differ
        )
),
begun as (
    select
        contested.*,
        case
            when not dates_differ then null
            when offered_on is null then started_on
            else
                coalesce(
                    started_on,
                    max(started_on) over (partition by employee_id, program_id, offered_on),
                    offered_on
                )
        end as begun_on
    from contested
),
-- a row without a date joins those that end with it, then its attempt, then the latest attempt
placed as (
    select
        begun.*,
        coalesce(
            begun_on,
            case
                when ends_differ and started_on is null and offered_on is null
                    then coalesce(
                        max(begun_on) over same_end, completed_on, max(completed_on) over pair
                    )
                when attempt is not null and dates_differ then max(begun_on) over same_attempt
            end,
            max(begun_on) over pair
        ) as date_key
    from begun
    window
        pair as (partition by employee_id, program_id),
        same_end as (partition by employee_id, program_id, completed_on),
        same_attempt as (partition by employee_id, program_id, attempt)
)
select
    place_in_time,
    concat_ws(
        ' ',
        case when attempts_differ then 'attempt ' || coalesce(attempt, max(attempt) over dated) end,
        case
            when sessions_differ
                then 'session ' || coalesce(session_id, max(session_id) over dated, 'unknown')
        end,
        cast(date_key as varchar)
    ) as attempt_key
from placed
window dated as (partition by employee_id, program_id, date_key)
