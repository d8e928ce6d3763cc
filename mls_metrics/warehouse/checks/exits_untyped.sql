-- one row per exit without a type
select
    employee_id,
    exit_on
from core.people
where exit_on is not null and exit_type is null
order by employee_id
