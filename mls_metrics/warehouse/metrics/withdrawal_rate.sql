-- one row per program: all enrollments, and how many withdrew
select
    program_id,
    count(*) filter (where "status" = 'withdrawn') as k,
    count(*) as n
from core.enrollments
group by program_id
