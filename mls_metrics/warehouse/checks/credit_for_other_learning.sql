-- every enrollment that was credited for other learning and never taken
select
    employee_id,
    program_id as example
from core.enrollments
where credit in ('equivalent', 'rpl') and "status" = 'waived'
order by employee_id, program_id
