-- one row: what revenue leaves over other costs, for each unit of workforce cost, less one
-- values are added up to the last month that all of them know, and must make one whole year
with spaced as (
    select
        *,
        min(latest) over () as last_month
    from marts.company_months
    where kpi in ('revenue', 'operating_cost', 'workforce_cost')
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
