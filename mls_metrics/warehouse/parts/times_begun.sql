-- one row per program and learner who first began it in the period
with begun as (
    select
        program_id,
        employee_id
    from core.enrollments
    where time_zero_on is not null
    group by program_id, employee_id
    having min(time_zero_on) between $from_on and $until_on
)
select times.* -- noqa: AM04
from marts.time_to_level as times
inner join begun on times.program_id = begun.program_id and times.employee_id = begun.employee_id
