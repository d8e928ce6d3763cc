-- one row: hours of what was completed in the window by average headcount
with worked as (
    select
        greatest(
            date_diff(
                'day',
                greatest(hire_on, $from_on),
                least(coalesce(exit_on, $until_on), $until_on)
            ),
            0
        ) / date_diff('day', $from_on, $until_on) as share
    from core.people
    where hire_on is not null
),
headcount as (
    select
        sum(share) as people,
        count(*) filter (where share > 0) as n
    from worked
),
learned as (
    select
        sum("hours" order by employee_id, program_id, attempt_key) as "hours",
        count("hours") as timed,
        count(*) as completions
    from core.enrollments
    where "status" = 'completed' and completed_on > $from_on and completed_on <= $until_on
)
select
    learned."hours" / nullif(headcount.people, 0) as "value",
    if(learned.timed > 0 and learned.timed >= 0.8 * learned.completions, headcount.n, 0) as n
from learned
cross join headcount
