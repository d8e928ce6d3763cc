-- one row per month in which something was begun, answered or assessed, and how often
with events as (
    select time_zero_on as happened_on from core.enrollments
    union all
    select responded_on as happened_on from staging.stg_surveys
    union all
    select assessed_on as happened_on from staging.stg_skill_assessments
)
select
    cast(year(happened_on) * 12 + month(happened_on) - 1 as integer) as "month",
    count(*) as n
from events
where happened_on <= $as_of
group by "month"
order by "month"
