-- one row per program: a year of learning hours, and of employees for the part they were there
with roster as (
    select
        person_key,
        employee_id,
        greatest(
            date_diff(
                'day',
                greatest(coalesce(hire_on, $as_of - 365), $as_of - 365),
                least(coalesce(exit_on, $as_of), $as_of)
            ),
            0
        ) / 365 as y
    from core.people
    where coalesce(exit_on, $as_of) > $as_of - 365 and coalesce(hire_on, $as_of - 365) <= $as_of
),
spent as (
    select
        enrollments.program_id,
        roster.employee_id,
        roster.y,
        sum(enrollments."hours" order by enrollments.attempt_key) as x
    from core.enrollments as enrollments
    inner join roster on enrollments.person_key = roster.person_key
    where
        not enrollments.is_outside_employment
        and coalesce(enrollments.completed_on, enrollments.started_on) > $as_of - 365
        and enrollments."hours" is not null
    group by enrollments.program_id, roster.employee_id, roster.y
),
everyone as (
    select
        sum(y order by employee_id) as y,
        sum(y * y order by employee_id) as yy,
        count(*) as n
    from roster
)
select
    spent.program_id,
    sum(spent.x order by spent.employee_id) as x,
    any_value(everyone.y) as y,
    sum(spent.x * spent.x order by spent.employee_id) as xx,
    sum(spent.x * spent.y order by spent.employee_id) as xy,
    any_value(everyone.yy) as yy,
    any_value(everyone.n) as n,
    count(*) as people
from spent
cross join everyone
group by spent.program_id
