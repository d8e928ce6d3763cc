-- one row per program: finishers seen for 90 days after, and who began something else by choice
with finished as (
    select
        enrollments.program_id,
        enrollments.employee_id,
        min(enrollments.completed_on) as done_on
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where enrollments."status" = 'completed' and not enrollments.is_outside_employment
    group by enrollments.program_id, enrollments.employee_id
    having
        min(enrollments.completed_on) + 90 <= $as_of
        and coalesce(min(people.exit_on) > min(enrollments.completed_on) + 90, true)
),
chosen as (
    select distinct
        finished.program_id,
        finished.employee_id
    from finished
    inner join core.enrollments as others
        on
            finished.employee_id = others.employee_id
            and finished.program_id <> others.program_id
            and others.time_zero_on > finished.done_on
            and others.time_zero_on <= finished.done_on + 90
    where others.voluntary and others.time_zero_kind in ('start', 'enrollment')
)
select
    finished.program_id,
    count(chosen.employee_id) as k,
    count(*) as n
from finished
left join chosen
    on finished.program_id = chosen.program_id and finished.employee_id = chosen.employee_id
where exists (select 1 from core.enrollments as known where known.voluntary is not null)
group by finished.program_id
