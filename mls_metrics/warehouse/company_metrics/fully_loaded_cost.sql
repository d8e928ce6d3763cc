-- one row: direct cost and paid learning time, of programs of which both are known
select
    sum(
        direct_cost + starters * hours_per_starter * mean_salary / $work_hours_per_year
        order by program_id
    ) as "value",
    cast($currency as varchar) as unit,
    count(*) as n
from marts.program_facts
where
    people >= $minimum_group
    and direct_cost is not null
    and starters > 0
    and hours_per_starter > 0
    and mean_salary > 0
