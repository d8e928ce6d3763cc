-- one row per enrollment that more than one source row feeds
select
    employee_id,
    program_id
from staging.stg_enrollments
where source_rows > 1
order by employee_id, program_id
