-- one row per program: all enrollments, and how many completed
select
    program_id,
    count(*) filter (where "status" = 'completed') as k,
    count(*) as n
from core.enrollments
group by program_id
