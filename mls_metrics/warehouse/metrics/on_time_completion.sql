-- one row per program: of those due by the as-of date, how many completed in time
select
    program_id,
    count(*) filter (where completed_on <= due_on and "status" = 'completed') as k,
    count(*) as n
from core.enrollments
where
    due_on <= $as_of
    and not is_outside_employment
    and "status" not in ('waived', 'cancelled', 'denied', 'waitlisted')
group by program_id
