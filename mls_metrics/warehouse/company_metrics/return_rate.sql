-- one row: people who finished something a quarter ago or more, and how many began more by choice
with finished as (
    select
        enrollments.employee_id,
        arg_min(enrollments.program_id, (enrollments.completed_on, enrollments.program_id))
            as program_id,
        min(enrollments.completed_on) as finished_on
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments."status" = 'completed'
        and enrollments.completed_on > $from_on - 90
        and enrollments.completed_on <= $until_on - 90
        and coalesce(people.exit_on > enrollments.completed_on + 90, true)
    group by enrollments.employee_id
),
known as (
    select count(voluntary) as marked from core.enrollments
)
select
    count(*) filter (
        where exists (
            select 1 from core.enrollments as again
            where
                again.employee_id = finished.employee_id
                and again.program_id != finished.program_id
                and again.voluntary
                and again.time_zero_on > finished.finished_on
                and again.time_zero_on <= finished.finished_on + 90
        )
    ) as k,
    if(any_value(known.marked) > 0, count(*), 0) as n
from finished
cross join known
