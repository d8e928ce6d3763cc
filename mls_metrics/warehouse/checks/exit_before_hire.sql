-- one row per person who left before being hired
select
    employee_id,
    hire_on,
    exit_on
from core.people
where exit_on < hire_on
order by employee_id
