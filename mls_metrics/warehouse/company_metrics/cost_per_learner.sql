-- one row: direct cost and paid learning time by different people who began, of the same programs
with costed as (
    select
        program_id,
        direct_cost + starters * hours_per_starter * mean_salary / $work_hours_per_year as "cost"
    from marts.program_facts
    where
        people >= $minimum_group
        and direct_cost is not null
        and starters > 0
        and hours_per_starter > 0
        and mean_salary > 0
),
learners as (
    select count(distinct enrollments.employee_id) as people
    from core.enrollments as enrollments
    inner join costed on enrollments.program_id = costed.program_id
    where enrollments.time_zero_on is not null and not enrollments.is_outside_employment
)
select
    (select sum(costed."cost" order by costed.program_id) from costed)
    / nullif(learners.people, 0) as "value",
    cast($currency as varchar) as unit,
    learners.people as n
from learners
