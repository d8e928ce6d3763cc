-- one row per enrollment whose status is unknown
select
    employee_id,
    program_id,
    coalesce(source_status, 'no status') as example
from core.enrollments
where "status" = 'unknown'
order by employee_id, program_id
