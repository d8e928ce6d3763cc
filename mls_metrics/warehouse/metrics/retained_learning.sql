-- one row per program: sums over learners of the later test's level and of the test at the end
with ended as (
    select
        program_id,
        employee_id,
        skill,
        scale_max,
        min(assessed_on) as ended_on,
        arg_min("level", assessed_on) as level_end
    from marts.learner_ratings
    where
        rater = 'test'
        and assessed_on between completed_on - 7 and completed_on + 60
    group by program_id, employee_id, skill, scale_max
),
people as (
    select
        ended.program_id,
        ended.employee_id,
        sum(later.level_later) as x,
        sum(ended.level_end) as y
    from ended
    inner join lateral (
        select arg_max(tests."level", tests.assessed_on) as level_later
        from marts.learner_ratings as tests
        where
            tests.program_id = ended.program_id
            and tests.employee_id = ended.employee_id
            and tests.skill = ended.skill
            and tests.rater = 'test'
            and tests.scale_max is not distinct from ended.scale_max
            and tests.assessed_on between ended.ended_on + 14 and ended.ended_on + 365
    ) as later on later.level_later is not null
    group by ended.program_id, ended.employee_id
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
