-- every enrollment whose result somebody set by hand
select
    employee_id,
    program_id as example
from core.enrollments
where is_overridden
order by employee_id, program_id
