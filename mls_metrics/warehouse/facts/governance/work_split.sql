-- one row per month and kind of work: its hours and spend, and its share of the month
with summed as (
    select
        "period",
        coalesce(work_type, 'not known') as work,
        sum("hours") as month_hours,
        sum(spend) as month_spend
    from staging.stg_service
    where "period" <= $as_of
    group by "period", work
)
select
    "period",
    work,
    month_hours,
    100.0 * month_hours / nullif(sum(month_hours) over (partition by "period"), 0) as hours_share,
    month_spend,
    100.0 * month_spend / nullif(sum(month_spend) over (partition by "period"), 0) as spend_share
from summed
order by "period", array_position(['run', 'improve', 'change', 'not known'], work)
