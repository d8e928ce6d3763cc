-- one row: how often anything was begun in the window, and by how many people
select
    cast(count(*) as double) as "value",
    count(distinct employee_id) as n
from core.enrollments
where time_zero_on > $from_on and time_zero_on <= $until_on
