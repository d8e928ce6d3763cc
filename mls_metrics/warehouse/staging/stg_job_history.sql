-- one row per employee and date from which the values hold
select
    source.employee_id,
    source.valid_from,
    arg_max(source.job_role, place.seq * 10000000000 + source.source_row) as job_role,
    arg_max(source.job_level, place.seq * 10000000000 + source.source_row) as job_level,
    arg_max(source.department, place.seq * 10000000000 + source.source_row) as department,
    arg_max(source.region, place.seq * 10000000000 + source.source_row) as region,
    arg_max(source.manager_id, place.seq * 10000000000 + source.source_row) as manager_id,
    arg_max(source.performance_rating, place.seq * 10000000000 + source.source_row)
        as performance_rating,
    count(*) as source_rows
from joined.job_history as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.employee_id, source.valid_from
