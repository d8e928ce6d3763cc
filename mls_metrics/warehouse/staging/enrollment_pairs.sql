-- one row per employee and program: how many rows the files hold, and in what they differ
select
    source.employee_id,
    source.program_id,
    count(*) as source_rows,
    coalesce(min(source.attempt) < max(source.attempt), false) as attempts_differ,
    coalesce(min(source.session_id) < max(source.session_id), false) as sessions_differ,
    coalesce(min(source.started_on) < max(source.started_on), false)
    or coalesce(
        min(coalesce(source.enrolled_on, source.assigned_on))
        < max(coalesce(source.enrolled_on, source.assigned_on)),
        false
    ) as dates_differ,
    coalesce(min(source.completed_on) < max(source.completed_on), false) as ends_differ
from joined.enrollments as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.employee_id, source.program_id
