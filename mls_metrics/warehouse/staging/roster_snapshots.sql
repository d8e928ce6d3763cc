-- one row per employee, report and day for which an export of the roster stands
with reports as (
    select
        import_id,
        seq,
        "system",
        coalesce(
            cast(
                list_sort(json_extract_string(report_json, '$.report.columns[*].source')) as varchar
            ),
            ''
        ) as headers
    from landing.imports
    where active
)
select
    source.employee_id,
    reports."system",
    reports.headers,
    source.snapshot_date as seen_on,
    arg_max(source.job_role, reports.seq * 10000000000 + source.source_row) as job_role,
    arg_max(source.job_level, reports.seq * 10000000000 + source.source_row) as job_level,
    arg_max(source.department, reports.seq * 10000000000 + source.source_row) as department,
    arg_max(source.region, reports.seq * 10000000000 + source.source_row) as region,
    arg_max(source.manager_id, reports.seq * 10000000000 + source.source_row) as manager_id,
    arg_max(source.performance_rating, reports.seq * 10000000000 + source.source_row)
        as performance_rating,
    bool_or(source.termination_date is not null) as has_left,
    count(*) as source_rows
from landing.employees as source
inner join reports on source.import_id = reports.import_id
where source.snapshot_date is not null
group by source.employee_id, reports."system", reports.headers, source.snapshot_date
