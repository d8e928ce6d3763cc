-- one row per enrollment of those who first began the program in the period
select enrollments.* -- noqa: AM04
from core.enrollments as enrollments
where true
qualify
    min(enrollments.time_zero_on) over (
        partition by enrollments.program_id, enrollments.employee_id
    ) between $from_on and $until_on
