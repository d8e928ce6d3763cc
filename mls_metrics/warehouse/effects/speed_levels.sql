-- one row per person and stretch of months below the level: until when, and when it was reached
with readings as (
    select
        people.person_key,
        coalesce(tests.rater, 'unknown') as rater,
        cast(year(tests.assessed_on) * 12 + month(tests.assessed_on) - 1 as integer) as "month",
        max(tests."level") as "level"
    from staging.stg_skill_assessments as tests
    cross join core.settings as settings
    inner join core.people as people on tests.employee_id = people.employee_id
    where tests.skill = $subject and tests.assessed_on <= settings.as_of
    group by all
),
-- where the program names no level, the one that the person's role asked for at first
targets as (
    select
        readings.person_key,
        coalesce($target, arg_min(needs.required_level, readings."month")) as target_level
    from readings
    left join core.person_months as months
        on readings.person_key = months.person_key and readings."month" = months."month"
    left join staging.stg_role_requirements as needs
        on months.job_role = needs.job_role and needs.skill = $subject
    group by readings.person_key
),
graded as (
    select
        readings.*,
        targets.target_level,
        lead(readings."month") over later as next_look,
        min(readings."month") filter (where readings."level" >= targets.target_level)
            over (
                partition by readings.person_key, readings.rater order by readings."month"
                rows between 1 following and unbounded following
            ) as reached_month
    from readings
    inner join targets on readings.person_key = targets.person_key
    where targets.target_level > 0
    window later as (partition by readings.person_key, readings.rater order by readings."month")
),
-- of several raters in one month a test speaks before a manager, and a manager before oneself
newest as (
    select *
    from graded
    qualify
        row_number() over (
            partition by person_key, "month"
            order by
                case rater when 'test' then 0 when 'manager' then 1 when 'self' then 2 else 3 end
        ) = 1
),
spans as (
    select
        newest.*,
        lead("month") over (partition by person_key order by "month") as until_month
    from newest
)
select
    person_key,
    "month" as from_month,
    coalesce(until_month, 1000000) as until_month,
    (target_level - "level") / target_level as gap,
    cast(null as double) as before_gap,
    case rater when 'test' then 0 when 'manager' then 1 when 'self' then 2 else 3 end as rater_code,
    next_look,
    reached_month
from spans
where "level" < target_level
