-- one row per program, days and outcome: start to withdrawal, censored at close and as-of date
with timed as (
    select
        enrollments.program_id,
        enrollments.started_on,
        least(enrollments.withdrawn_on, programs.closes_on, people.exit_on, $as_of) as seen_until,
        enrollments.withdrawn_on,
        programs.closes_on
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    where enrollments.started_on is not null and not enrollments.is_outside_employment
),
stayed as (
    select
        program_id,
        1 - count(*) filter (where "status" = 'withdrawn') / nullif(count(*), 0) as naive
    from core.enrollments
    where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
    group by program_id
)
select
    timed.program_id,
    date_diff('day', timed.started_on, timed.seen_until) as "days",
    coalesce(timed.withdrawn_on = timed.seen_until, false) as is_event,
    stayed.naive,
    count(*) as n
from timed
inner join stayed on timed.program_id = stayed.program_id
where
    timed.seen_until >= timed.started_on
    and timed.program_id in (
        select dropped.program_id from core.enrollments as dropped
        where dropped.withdrawn_on is not null
    )
group by
    timed.program_id,
    date_diff('day', timed.started_on, timed.seen_until),
    coalesce(timed.withdrawn_on = timed.seen_until, false),
    stayed.naive
