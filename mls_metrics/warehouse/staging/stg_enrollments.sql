-- one row per employee, program and attempt: fragments of one attempt from several files are merged
with rows_read as (
    select
        source.employee_id,
        source.program_id,
        source."status",
        source.enrolled_on,
        source.assigned_on,
        source.started_on,
        source.due_on,
        source.completed_on,
        source.expires_on,
        source.attempt,
        source.score,
        source.pass_mark,
        source."hours",
        source."cost",
        source.platform,
        source.region,
        source.session_id,
        source.voluntary,
        source."version",
        source.waitlisted,
        source.cancelled_by,
        source.withdrawn_on,
        source.source_status,
        coalesce(source.enrolled_on, source.assigned_on) as offered_on,
        (place.seq, source.source_row) as place_in_time
    from landing.enrollments as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
),
compared as (
    select
        rows_read.*,
        max(started_on) over (partition by employee_id, program_id, offered_on) as offered_start,
        coalesce(min(attempt) over pair < max(attempt) over pair, false) as attempts_differ,
        coalesce(min(session_id) over pair < max(session_id) over pair, false) as sessions_differ,
        coalesce(min(started_on) over pair < max(started_on) over pair, false)
        or coalesce(min(offered_on) over pair < max(offered_on) over pair, false) as dates_differ,
        coalesce(min(completed_on) over pair < max(completed_on) over pair, false) as ends_differ
    from rows_read
    window pair as (partition by employee_id, program_id)
),
begun as (
    select
        compared.*,
        case
            when not dates_differ then null
            when offered_on is null then started_on
            else coalesce(started_on, offered_start, offered_on)
        end as begun_on
    from compared
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
),
identified as (
    select
        placed.*,
        concat_ws(
            ' ',
            case
                when attempts_differ then 'attempt ' || coalesce(attempt, max(attempt) over dated)
            end,
            case
                when sessions_differ
                    then 'session ' || coalesce(session_id, max(session_id) over dated, 'unknown')
            end,
            cast(date_key as varchar)
        ) as attempt_key
    from placed
    window dated as (partition by employee_id, program_id, date_key)
)
select
    employee_id,
    program_id,
    attempt_key,
    arg_max("status", place_in_time) as "status",
    arg_max(enrolled_on, place_in_time) as enrolled_on,
    arg_max(assigned_on, place_in_time) as assigned_on,
    arg_max(started_on, place_in_time) as started_on,
    arg_max(due_on, place_in_time) as due_on,
    arg_max(completed_on, place_in_time) as completed_on,
    arg_max(expires_on, place_in_time) as expires_on,
    arg_max(attempt, place_in_time) as attempt,
    arg_max(score, place_in_time) as score,
    arg_max(pass_mark, place_in_time) as pass_mark,
    arg_max("hours", place_in_time) as "hours",
    arg_max("cost", place_in_time) as "cost",
    arg_max(platform, place_in_time) as platform,
    arg_max(region, place_in_time) as region,
    arg_max(session_id, place_in_time) as session_id,
    arg_max(voluntary, place_in_time) as voluntary,
    arg_max("version", place_in_time) as "version",
    arg_max(waitlisted, place_in_time) as waitlisted,
    arg_max(cancelled_by, place_in_time) as cancelled_by,
    arg_max(withdrawn_on, place_in_time) as withdrawn_on,
    arg_max(source_status, place_in_time) as source_status,
    count(*) as source_rows
from identified
group by employee_id, program_id, attempt_key
