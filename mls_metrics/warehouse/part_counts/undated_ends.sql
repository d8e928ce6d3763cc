-- one row: enrollments that ended, and how many of them have no day of it
select
    count(*) filter (
        where coalesce(completed_on, withdrawn_on, due_on) is null
    ) as undated,
    count(*) as n
from core.enrollments
where "status" in ('completed', 'failed', 'withdrawn', 'no_show', 'expired') or is_overdue
