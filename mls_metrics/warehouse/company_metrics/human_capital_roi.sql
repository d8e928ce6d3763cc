-- one row: what revenue leaves over other costs, for each unit of workforce cost, less one
with said as (
    select
        lower(replace(trim(kpi), ' ', '_')) as kpi,
        "month",
        sum("value" order by unit_id) as "value",
        min(unit_of_measure) as unit
    from core.kpis
    where
        unit_kind = 'company'
        and lower(replace(trim(kpi), ' ', '_')) in ('revenue', 'operating_cost', 'workforce_cost')
    group by lower(replace(trim(kpi), ' ', '_')), "month"
),
-- values are added up to the last month that all of them know, and must make one whole year
spaced as (
    select
        said.*,
        min("month" - before) over (partition by kpi) as step,
        min(latest) over () as last_month
    from (
        select
            said.*,
            lag("month") over (partition by kpi order by "month") as before,
            max("month") over (partition by kpi) as latest
        from said
    ) as said
),
years as (
    select
        kpi,
        sum("value" order by "month") as "value",
        count(*) * min(step) as months,
        count(*) as periods,
        min(unit) as unit,
        min(last_month) as last_month
    from spaced
    where "month" > last_month - 12 and "month" <= last_month
    group by kpi
),
sides as (
    select
        sum("value") filter (where kpi = 'revenue') as revenue,
        sum("value") filter (where kpi = 'operating_cost') as operating_cost,
        sum("value") filter (where kpi = 'workforce_cost') as workforce_cost,
        count(*) as known,
        min(periods) as periods
    from years
    where months = 12
)
select
    (revenue - (operating_cost - workforce_cost)) / nullif(workforce_cost, 0) - 1 as "value",
    if(known = 3 and workforce_cost > 0, periods, 0) as n
from sides
