-- every person who left and would be in a learning export that keeps leavers, where none are
select
    people.employee_id,
    reach.seen || ' of about ' || cast(round(reach.expected) as integer) as example
from core.people as people
cross join marts.leavers_in_learning as reach
cross join (select min(time_zero_on) as first_day from core.enrollments) as beginning
where reach.is_active_only and people.exit_on >= beginning.first_day
order by people.employee_id
