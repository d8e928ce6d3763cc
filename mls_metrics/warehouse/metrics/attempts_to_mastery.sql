-- one row per program, attempts and outcome: attempts until one is passed, in the place of days
with judged as (
    select
        program_id,
        employee_id,
        coalesce(
            attempt,
            row_number() over (
                partition by program_id, employee_id order by time_zero_on, attempt_key
            )
        ) as attempt,
        case
            when is_passed is not null then is_passed
            when score is not null and pass_mark is not null then score >= pass_mark
            when "status" = 'completed' then true
            when "status" = 'failed' then false
        end as is_passed,
        is_passed is not null or score is not null or "status" = 'failed' as has_verdict
    from core.enrollments
    where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
),
by_person as (
    select
        program_id,
        employee_id,
        min(attempt) filter (where is_passed) as passed_at,
        max(attempt) as tried
    from judged
    where is_passed is not null
    group by program_id, employee_id
)
select
    by_person.program_id,
    coalesce(by_person.passed_at, by_person.tried) as "days",
    by_person.passed_at is not null as is_event,
    count(*) as n
from by_person
where by_person.program_id in (select judged.program_id from judged where judged.has_verdict)
group by
    by_person.program_id,
    coalesce(by_person.passed_at, by_person.tried),
    by_person.passed_at is not null
