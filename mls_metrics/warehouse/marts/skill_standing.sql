-- one row per required skill: what is known, what persists, what is lost again, how raters differ
with rated as (
    select
        needs.skill,
        needs.employee_id,
        needs.required_level,
        tests.rater,
        tests.assessed_on,
        max(tests."level") as "level"
    from marts.role_needs as needs
    inner join staging.stg_skill_assessments as tests
        on needs.employee_id = tests.employee_id and needs.skill = tests.skill
    where tests.assessed_on <= $as_of
    group by
        needs.skill, needs.employee_id, needs.required_level, tests.rater, tests.assessed_on
),
steps as (
    select
        skill,
        employee_id,
        rater,
        "level" < required_level as is_below,
        lead("level" < required_level) over (
            partition by skill, employee_id, rater order by assessed_on
        ) as is_below_next,
        row_number() over (
            partition by skill, employee_id, rater order by assessed_on desc
        ) as from_last
    from rated
),
series as (
    select
        skill,
        employee_id,
        rater,
        count(*) as times,
        count(*) filter (where from_last <= 3 and is_below) as below_of_last
    from steps
    group by skill, employee_id, rater
),
runs as (
    select
        skill,
        count(distinct employee_id) filter (where times >= 3) as repeated,
        count(distinct employee_id) filter (where times >= 3 and below_of_last = 3) as persistent
    from series
    group by skill
),
holding as (
    select
        skill,
        count(*) filter (where not is_below and is_below_next is not null) as held,
        count(*) filter (where not is_below and is_below_next) as lost
    from steps
    group by skill
),
-- of two raters on one day a test is heard before a manager, so that there is one answer
others as (
    select *
    from rated
    where rater <> 'self'
    qualify
        row_number() over (
            partition by skill, employee_id, assessed_on order by rater = 'test' desc, rater
        ) = 1
),
pairs as (
    select
        own.skill,
        own.employee_id,
        own."level" - other."level" as difference
    from rated as own
    asof inner join others as other
        on
            own.skill = other.skill
            and own.employee_id = other.employee_id
            and own.assessed_on >= other.assessed_on
    where own.rater = 'self' and own.assessed_on - other.assessed_on <= 184
),
raters as (
    select
        skill,
        count(distinct employee_id) as compared,
        avg(difference order by difference) as self_above,
        coalesce(stddev_samp(difference), 0) as self_above_sd
    from pairs
    group by skill
),
known as (
    select
        skill,
        sum(people) as people,
        sum(assessed) as assessed,
        sum(below) as below
    from marts.skill_gaps
    group by skill
)
select
    known.skill,
    cast(known.people as integer) as people,
    cast(known.assessed as integer) as assessed,
    cast(known.below as integer) as below,
    coalesce(runs.repeated, 0) as repeated,
    coalesce(runs.persistent, 0) as persistent,
    coalesce(holding.held, 0) as held,
    coalesce(holding.lost, 0) as lost,
    coalesce(raters.compared, 0) as compared,
    raters.self_above,
    raters.self_above_sd
from known
left join runs on known.skill = runs.skill
left join holding on known.skill = holding.skill
left join raters on known.skill = raters.skill
