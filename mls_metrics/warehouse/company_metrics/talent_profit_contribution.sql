-- one row: revenue of the last whole year less what the workforce costs
-- values are added up to the last month that all of them know, and must make one whole year
with spaced as (
    select
        *,
        min(latest) over () as last_month
    from marts.company_months
    where kpi in ('revenue', 'workforce_cost')
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
        sum("value") filter (where kpi = 'workforce_cost') as workforce_cost,
        min(unit) as unit,
        count(*) as known,
        min(periods) as periods
    from years
    where months = 12
)
select
    revenue - workforce_cost as "value",
    unit,
    if(known = 2, periods, 0) as n
from sides
