-- one row: different people who began anything in the window
select
    cast(count(distinct employee_id) as double) as "value",
    count(distinct employee_id) as n
from core.enrollments
where time_zero_on > $from_on and time_zero_on <= $until_on
