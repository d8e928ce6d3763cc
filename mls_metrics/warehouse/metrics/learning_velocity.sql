-- one row per program: sums over learners of levels gained and of days between the two ratings
with paired as (
    select
        program_id,
        employee_id,
        coalesce(
            arg_max("level", assessed_on) filter (where assessed_on <= started_on),
            arg_min("level", assessed_on)
        ) as level_first,
        coalesce(
            max(assessed_on) filter (where assessed_on <= started_on), min(assessed_on)
        ) as first_on,
        arg_max("level", assessed_on) as level_last,
        max(assessed_on) as last_on
    from marts.learner_ratings
    group by program_id, employee_id, skill, rater
    having max(assessed_on) > any_value(started_on) and count(distinct scale_max) <= 1
),
people as (
    select
        program_id,
        employee_id,
        sum(level_last - level_first) as x,
        cast(sum(date_diff('day', first_on, last_on)) as double) as y
    from paired
    where last_on >= first_on + 28
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
