-- one row per program: sums over learners of weighted shortfall and of weighted required level
with people as (
    select
        program_id,
        employee_id,
        sum(criticality * greatest(required_level - "level", 0) order by skill) as x,
        sum(criticality * required_level order by skill) as y
    from marts.required_pairs
    where "level" is not null and criticality > 0
    group by program_id, employee_id
)
select
    program_id,
    sum(x order by employee_id) as x,
    sum(y order by employee_id) as y,
    sum(x * x order by employee_id) as xx,
    sum(x * y order by employee_id) as xy,
    sum(y * y order by employee_id) as yy,
    count(*) as n
from people
group by program_id
