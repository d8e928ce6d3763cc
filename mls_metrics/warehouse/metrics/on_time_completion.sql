-- one row per program: of those due and still employed then, how many completed in time
select
    enrollments.program_id,
    count(*) filter (
        where enrollments.completed_on <= enrollments.due_on and enrollments."status" = 'completed'
    ) as k,
    count(*) as n
from core.enrollments as enrollments
left join core.people as people on enrollments.person_key = people.person_key
where
    enrollments.due_on < $as_of
    and not enrollments.is_outside_employment
    and enrollments."status" not in ('waived', 'cancelled', 'denied', 'waitlisted')
    and (people.exit_on is null or people.exit_on >= enrollments.due_on)
group by enrollments.program_id
