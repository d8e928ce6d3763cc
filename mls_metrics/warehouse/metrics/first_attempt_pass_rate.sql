-- one row per program: of first attempts with a verdict, how many passed
with first_attempts as (
    select
        program_id,
        case
            when is_passed is not null then is_passed
            when score is not null and pass_mark is not null then score >= pass_mark
            when "status" = 'completed' then true
            when "status" = 'failed' then false
        end as is_passed,
        is_passed is not null or score is not null or "status" = 'failed' as has_verdict
    from core.enrollments
    where "status" not in ('denied', 'cancelled', 'waitlisted', 'waived')
    qualify
        row_number() over (
            partition by program_id, employee_id
            order by coalesce(attempt, 1), time_zero_on, attempt_key
        ) = 1
),
judged as (
    select
        program_id,
        bool_or(has_verdict) as is_judged
    from first_attempts
    group by program_id
)
select
    first_attempts.program_id,
    count(*) filter (where first_attempts.is_passed) as k,
    count(*) as n
from first_attempts
inner join judged on first_attempts.program_id = judged.program_id and judged.is_judged
where first_attempts.is_passed is not null
group by first_attempts.program_id
