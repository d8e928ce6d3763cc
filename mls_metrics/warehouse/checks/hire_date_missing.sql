-- one row per person without a hire date
select employee_id
from core.people
where hire_on is null
order by employee_id
