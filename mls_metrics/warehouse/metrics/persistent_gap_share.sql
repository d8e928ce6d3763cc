-- one row per program: learner and skill rated three times since the start, and below at the last 3
with placed as (
    select
        program_id,
        employee_id,
        skill,
        rater,
        "level" < required_level as is_below,
        row_number() over (
            partition by program_id, employee_id, skill, rater order by assessed_on desc
        ) as from_last
    from marts.learner_ratings
    where assessed_on > started_on and required_level is not null
),
-- one series per pair: a test is heard before a manager, and a manager before oneself
series as (
    select
        program_id,
        employee_id,
        bool_and(is_below) filter (where from_last <= 3) as is_persistent
    from placed
    group by program_id, employee_id, skill, rater
    having count(*) >= 3
    qualify
        row_number() over (
            partition by program_id, employee_id, skill
            order by case rater when 'test' then 0 when 'manager' then 1 else 2 end, rater
        ) = 1
)
select
    program_id,
    count(*) filter (where is_persistent) as k,
    count(*) as n,
    count(distinct employee_id) as people
from series
group by program_id
