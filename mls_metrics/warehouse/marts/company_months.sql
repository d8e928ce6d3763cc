-- one row per number of the whole company and month, with the month before it and its latest
with said as (
    select
        lower(replace(trim(kpi), ' ', '_')) as kpi,
        "month",
        sum("value" order by unit_id) as "value",
        min(unit_of_measure) as unit
    from core.kpis
    where unit_kind = 'company'
    group by lower(replace(trim(kpi), ' ', '_')), "month"
)
select
    kpi,
    "month",
    "value",
    unit,
    "month" - lag("month") over (partition by kpi order by "month") as step,
    max("month") over (partition by kpi) as latest
from said
