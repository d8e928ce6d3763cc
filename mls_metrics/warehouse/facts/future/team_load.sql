-- one row per group: hours used of those available in a year, and hours for every 100 learners
with months as (
    select
        "group" as team,
        year(period) * 12 + month(period) - 1 as "month",
        sum(hours_used order by source_row) as hours_used,
        nullif(sum(hours_available order by source_row), 0) as hours_available
    from staging.stg_capacity
    where period > $as_of - interval 1 year and period <= $as_of
    group by "group", "month"
),
begun as (
    select
        "month",
        count(*) as starters
    from (
        select distinct
            program_id,
            employee_id,
            start_month as "month"
        from core.enrollments
        where start_month is not null
    ) as starts
    group by "month"
),
summed as (
    select
        months.team,
        count(months.hours_used) as months,
        sum(months.hours_used order by months."month") as hours_used,
        sum(months.hours_available order by months."month")
        filter (where months.hours_used is not null) as hours_available,
        sum(months.hours_used order by months."month")
        filter (where months.hours_available is not null) as hours_held_against,
        max(months.hours_used / months.hours_available) as peak_share,
        cast(sum(begun.starters) filter (where months.hours_used is not null) as integer)
            as starters
    from months
    left join begun on months."month" = begun."month"
    group by months.team
)
select
    team,
    months,
    hours_used,
    hours_available,
    hours_held_against / hours_available as load_share,
    peak_share,
    case when starters >= $minimum_group then starters end as starters,
    case when starters >= $minimum_group then 100 * hours_used / starters end as hours_per_hundred,
    case when hours_available is null then 'no capacity data' else '' end as state
from summed
order by load_share desc nulls last, team
