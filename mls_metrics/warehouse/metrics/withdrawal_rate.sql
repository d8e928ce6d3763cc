-- one row per program: all enrollments that had a place, and how many withdrew
select
    program_id,
    count(*) filter (where "status" = 'withdrawn') as k,
    count(*) as n
from core.enrollments
where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
group by program_id
