-- one row per program, days and outcome: start to completion; the rest are censored
with timed as (
    select
        enrollments.program_id,
        case when enrollments."status" = 'completed' then enrollments.completed_on end as done_on,
        coalesce(enrollments.started_on, enrollments.enrolled_on) as begun_on,
        least(
            coalesce(enrollments.withdrawn_on, $as_of), coalesce(people.exit_on, $as_of), $as_of
        ) as seen_until
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments.time_zero_on is not null
        and not enrollments.is_outside_employment
        and coalesce(enrollments.started_on, enrollments.enrolled_on) is not null
        and exists (
            select 1
            from core.enrollments as others
            where others.program_id = enrollments.program_id and others.completed_on is not null
        )
),
naive as (
    select
        program_id,
        median(date_diff('day', begun_on, done_on)) as naive
    from timed
    where done_on is not null
    group by program_id
)
select
    timed.program_id,
    greatest(date_diff('day', timed.begun_on, coalesce(timed.done_on, timed.seen_until)), 0)
        as days,
    timed.done_on is not null as is_event,
    max(naive.naive) as naive,
    count(*) as n
from timed
left join naive on timed.program_id = naive.program_id
group by
    timed.program_id,
    greatest(date_diff('day', timed.begun_on, coalesce(timed.done_on, timed.seen_until)), 0),
    timed.done_on is not null
