-- one row per program with a log of visits: people on it, and who did something in the last 30 days
with learners as (
    select
        program_id,
        employee_id,
        max(active_on) as seen_on
    from marts.open_enrollments
    where "status" <> 'not_started'
    group by program_id, employee_id
)
select
    program_id,
    count(*) filter (where seen_on > $as_of - 30) as k,
    count(*) as n
from learners
group by program_id
