-- one row per training whose time zero lies outside the person's employment
select
    employee_id,
    program_id,
    time_zero_on,
    program_id as example
from core.enrollments
where is_outside_employment
order by employee_id, program_id, time_zero_on
