-- one row: the paid time that learning took, of programs whose hours and pay are known
select
    sum(
        starters * hours_per_starter * mean_salary / $work_hours_per_year
        order by program_id
    ) as "value",
    cast($currency as varchar) as unit,
    count(*) as n
from marts.program_facts
where people >= $minimum_group and starters > 0 and hours_per_starter > 0 and mean_salary > 0
