-- one row per program: enrollments that ended or are overdue, and how many completed
select
    program_id,
    count(*) filter (where "status" = 'completed') as k,
    count(*) as n
from core.enrollments
where
    "status" in ('completed', 'failed', 'withdrawn', 'no_show', 'expired')
    or is_overdue
group by program_id
