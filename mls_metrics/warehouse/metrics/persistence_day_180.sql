-- one row per program, days and outcome: start to withdrawal, censored at close and as-of date
with timed as (
    select
        enrollments.program_id,
        enrollments.started_on,
        enrollments.withdrawn_on,
        least(coalesce(programs.closes_on, $as_of), $as_of) as seen_until
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    where
        enrollments.started_on is not null
        and not enrollments.is_outside_employment
        and exists (
            select 1
            from core.enrollments as others
            where others.program_id = enrollments.program_id and others.withdrawn_on is not null
        )
),
naive as (
    select
        program_id,
        1 - count(*) filter (where "status" = 'withdrawn') / count(*) as naive
    from core.enrollments
    group by program_id
)
select
    timed.program_id,
    greatest(
        date_diff('day', timed.started_on, least(coalesce(timed.withdrawn_on, timed.seen_until), timed.seen_until)),
        0
    ) as days,
    coalesce(timed.withdrawn_on <= timed.seen_until, false) as is_event,
    max(naive.naive) as naive,
    count(*) as n
from timed
inner join naive on timed.program_id = naive.program_id
group by
    timed.program_id,
    greatest(
        date_diff('day', timed.started_on, least(coalesce(timed.withdrawn_on, timed.seen_until), timed.seen_until)),
        0
    ),
    coalesce(timed.withdrawn_on <= timed.seen_until, false)
