-- one row per program: how far learners rate themselves above a test's or a manager's rating
with others as (
    select *
    from marts.learner_ratings
    where rater in ('test', 'manager')
    qualify
        row_number() over (
            partition by program_id, employee_id, skill, assessed_on
            order by case rater when 'test' then 0 else 1 end
        ) = 1
),
people as (
    select
        own.program_id,
        own.employee_id,
        avg(own."level" - other."level" order by own.skill, own.assessed_on) as difference
    from marts.learner_ratings as own
    asof inner join others as other
        on
            own.program_id = other.program_id
            and own.employee_id = other.employee_id
            and own.skill = other.skill
            and own.assessed_on >= other.assessed_on
    where
        own.rater = 'self'
        and own.assessed_on - other.assessed_on <= 184
        and own.scale_max is not distinct from other.scale_max
    group by own.program_id, own.employee_id
)
select
    program_id,
    avg(difference order by employee_id) as "mean",
    coalesce(stddev_samp(difference order by employee_id), 0) as sd,
    count(*) as n
from people
group by program_id
