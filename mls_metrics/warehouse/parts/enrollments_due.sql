-- one row per enrollment due in the period
select * -- noqa: AM04
from core.enrollments
where due_on between $from_on and $until_on
