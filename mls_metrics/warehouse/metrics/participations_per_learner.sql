-- one row per program: different learners, and how often each took part
with people as (
    select
        program_id,
        employee_id,
        count(*) as times
    from core.enrollments
    where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
    group by program_id, employee_id
)
select
    program_id,
    avg(times order by employee_id) as "mean",
    coalesce(stddev_samp(times order by employee_id), 0) as sd,
    count(*) as n
from people
group by program_id
