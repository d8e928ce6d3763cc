-- every person of a roster in which nobody has left
select employee_id
from core.people
where (select count(*) filter (where exit_on is not null) from core.people) = 0
order by employee_id
