-- one row per enrollment whose status is unknown
select
    employee_id,
    program_id,
    coalesce(source_status, 'no status') as example
from core.enrollments
where "status" = 'unknown' and time_zero_on is null
order by employee_id, program_id
