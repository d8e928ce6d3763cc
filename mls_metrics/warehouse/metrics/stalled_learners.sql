-- one row per program with a log of visits: people on it, and who has not come for over 7 days
with learners as (
    select
        program_id,
        employee_id,
        greatest(max(active_on), max(entered_on)) as seen_on
    from marts.open_enrollments
    group by program_id, employee_id
)
select
    program_id,
    count(*) filter (where seen_on < $as_of - 7) as k,
    count(*) as n
from learners
where seen_on is not null
group by program_id
