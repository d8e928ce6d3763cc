-- one row per enrollment completed before its start
select
    employee_id,
    program_id,
    started_on,
    completed_on,
    program_id as example
from core.enrollments
where completed_on < started_on
order by employee_id, program_id, started_on
