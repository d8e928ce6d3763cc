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
        place.seq * 10000000000 + source.source_row as place_in_time,
        pairs.source_rows
    from joined.enrollments as source
    inner join landing.imports as place on source.import_id = place.import_id
    inner join staging.enrollment_pairs as pairs
        on source.employee_id = pairs.employee_id and source.program_id = pairs.program_id
    where place.active
)
select
    employee_id,
    program_id,
    '' as attempt_key,
    "status",
    enrolled_on,
    assigned_on,
    started_on,
    due_on,
    completed_on,
    expires_on,
    attempt,
    score,
    pass_mark,
    "hours",
    "cost",
    platform,
    region,
    session_id,
    voluntary,
    "version",
    waitlisted,
    cancelled_by,
    withdrawn_on,
    source_status,
    source_rows
from rows_read
where source_rows = 1
union all
select
    rows_read.employee_id,
    rows_read.program_id,
    coalesce(keys.attempt_key, '') as attempt_key,
    arg_max("status", rows_read.place_in_time) as "status",
    arg_max(enrolled_on, rows_read.place_in_time) as enrolled_on,
    arg_max(assigned_on, rows_read.place_in_time) as assigned_on,
    arg_max(started_on, rows_read.place_in_time) as started_on,
    arg_max(due_on, rows_read.place_in_time) as due_on,
    arg_max(completed_on, rows_read.place_in_time) as completed_on,
    arg_max(expires_on, rows_read.place_in_time) as expires_on,
    arg_max(attempt, rows_read.place_in_time) as attempt,
    arg_max(score, rows_read.place_in_time) as score,
    arg_max(pass_mark, rows_read.place_in_time) as pass_mark,
    arg_max("hours", rows_read.place_in_time) as "hours",
    arg_max("cost", rows_read.place_in_time) as "cost",
    arg_max(platform, rows_read.place_in_time) as platform,
    arg_max(region, rows_read.place_in_time) as region,
    arg_max(session_id, rows_read.place_in_time) as session_id,
    arg_max(voluntary, rows_read.place_in_time) as voluntary,
    arg_max("version", rows_read.place_in_time) as "version",
    arg_max(waitlisted, rows_read.place_in_time) as waitlisted,
    arg_max(cancelled_by, rows_read.place_in_time) as cancelled_by,
    arg_max(withdrawn_on, rows_read.place_in_time) as withdrawn_on,
    arg_max(source_status, rows_read.place_in_time) as source_status,
    count(*) as source_rows
from rows_read
left join staging.enrollment_keys as keys on rows_read.place_in_time = keys.place_in_time
where rows_read.source_rows > 1
group by rows_read.employee_id, rows_read.program_id, coalesce(keys.attempt_key, '')
