-- one row per employee, program and attempt: fragments of one attempt from several files are merged
with rows_read as (
    select
        source.*,
        (place.seq, source.source_row) as place_in_time,
        coalesce(
            'attempt ' || cast(source.attempt as varchar),
            'session ' || source.session_id,
            cast(coalesce(source.started_on, source.enrolled_on, source.assigned_on) as varchar),
            cast(source.completed_on as varchar)
        ) as own_key
    from landing.enrollments as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
),
latest_keys as (
    select
        employee_id,
        program_id,
        max(own_key) as latest_key
    from rows_read
    group by employee_id, program_id
),
keyed as (
    select
        rows_read.*,
        coalesce(rows_read.own_key, latest_keys.latest_key, 'only') as attempt_key
    from rows_read
    inner join latest_keys
        on rows_read.employee_id = latest_keys.employee_id
        and rows_read.program_id = latest_keys.program_id
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
from keyed
group by employee_id, program_id, attempt_key
