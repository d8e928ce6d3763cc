-- one row per person with an exit date and a status word that says otherwise
select
    employee_id,
    exit_on,
    employment_status
from core.people
where exit_on is not null and lower(employment_status) in ('active', 'employed', 'current', 'a')
order by employee_id
