-- every enrollment that is completed and, by the export's own word, not passed
select
    employee_id,
    program_id as example
from core.enrollments
where "status" = 'completed' and not is_passed
order by employee_id, program_id
