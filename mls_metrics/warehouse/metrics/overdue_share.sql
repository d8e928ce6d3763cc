-- one row per program: enrollments of people employed whose day has passed, and how many are open
select
    enrollments.program_id,
    count(*) filter (where enrollments.is_overdue) as k,
    count(*) as n,
    count(distinct enrollments.employee_id) as people
from core.enrollments as enrollments
left join core.people as people on enrollments.person_key = people.person_key
where
    (enrollments.due_on < $as_of or enrollments.is_overdue)
    and enrollments."status" not in ('waived', 'cancelled', 'denied', 'waitlisted')
    and not enrollments.is_outside_employment
    and people.exit_on is null
group by enrollments.program_id
