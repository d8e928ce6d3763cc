-- one row per enrollment that had begun by the end of the period
select * -- noqa: AM04
from core.enrollments
where time_zero_on <= $until_on
