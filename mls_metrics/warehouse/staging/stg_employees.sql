-- one row per employee (the latest snapshot rules)
select
    source.employee_id,
    arg_max(
        source.hire_date,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as hire_date,
    arg_max(
        source.termination_date,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as termination_date,
    arg_max(
        source.termination_type,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as termination_type,
    arg_max(
        source.termination_reason,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as termination_reason,
    arg_max(
        source.job_role,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as job_role,
    arg_max(
        source.job_level,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as job_level,
    arg_max(
        source.department,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as department,
    arg_max(
        source.region,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as region,
    arg_max(
        source.location,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as location,
    arg_max(
        source.manager_id,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as manager_id,
    arg_max(
        source.employment_type,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as employment_type,
    arg_max(
        source.fte,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as fte,
    arg_max(
        source.annual_salary,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as annual_salary,
    arg_max(
        source.performance_rating,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as performance_rating,
    arg_max(
        source.snapshot_date,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as snapshot_date,
    arg_max(
        source.employment_status,
        (coalesce(source.snapshot_date, date '1900-01-01'), place.seq, source.source_row)
    ) as employment_status,
    count(*) as source_rows
from joined.employees as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.employee_id
