-- one row per program: sums over learners of levels gained and of levels that could be gained
with paired as (
    select
        program_id,
        employee_id,
        any_value(scale_max) as highest,
        arg_max("level", assessed_on) filter (where assessed_on <= started_on) as level_before,
        arg_min("level", assessed_on) filter (where assessed_on >= completed_on) as level_after
    from marts.learner_ratings
    group by program_id, employee_id, skill, rater
    having count(distinct scale_max) = 1
),
people as (
    select
        program_id,
        employee_id,
        sum(level_after - level_before) as x,
        sum(highest - level_before) as y
    from paired
    where level_before < highest and level_after is not null
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
