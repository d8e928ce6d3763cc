-- one row per employee (the latest snapshot of each report rules whole, reports fill each other up)
with dated as (
    select
        source.*,
        place."system",
        coalesce(
            cast(
                list_sort(
                    json_extract_string(place.report_json, '$.report.columns[*].source')
                ) as varchar
            ),
            ''
        ) as headers,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq) as place_in_time
    from joined.employees as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
),
latest as (
    select *
    from dated
    qualify
        place_in_time
        = max(place_in_time) over (partition by employee_id, "system", headers)
)
select
    employee_id,
    arg_max(hire_date, (place_in_time, source_row)) as hire_date,
    arg_max(termination_date, (place_in_time, source_row)) as termination_date,
    arg_max(termination_type, (place_in_time, source_row)) as termination_type,
    arg_max(termination_reason, (place_in_time, source_row)) as termination_reason,
    arg_max(job_role, (place_in_time, source_row)) as job_role,
    arg_max(job_level, (place_in_time, source_row)) as job_level,
    arg_max(department, (place_in_time, source_row)) as department,
    arg_max(region, (place_in_time, source_row)) as region,
    arg_max(location, (place_in_time, source_row)) as location,
    arg_max(manager_id, (place_in_time, source_row)) as manager_id,
    arg_max(employment_type, (place_in_time, source_row)) as employment_type,
    arg_max(fte, (place_in_time, source_row)) as fte,
    arg_max(annual_salary, (place_in_time, source_row)) as annual_salary,
    arg_max(performance_rating, (place_in_time, source_row)) as performance_rating,
    arg_max(snapshot_date, (place_in_time, source_row)) as snapshot_date,
    arg_max(employment_status, (place_in_time, source_row)) as employment_status,
    count(*) as source_rows
from latest
group by employee_id
