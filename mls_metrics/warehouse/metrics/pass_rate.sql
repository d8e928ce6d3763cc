-- one row per program: all enrollments that had a place, and how many completed
select
    program_id,
    count(*) filter (where "status" = 'completed' and is_passed is distinct from false) as k,
    count(*) as n
from core.enrollments
where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
group by program_id
