-- one row per program: enrollments known to be voluntary or not, and how many were
select
    program_id,
    count(*) filter (where voluntary) as k,
    count(*) as n,
    count(distinct employee_id) as people
from core.enrollments
where voluntary is not null and "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
group by program_id
