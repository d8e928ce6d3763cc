-- one row per month in which the level of one KPI jumped for nearly all units of one kind
select
    "month",
    units,
    shift,
    spread_ratio
from marts.kpi_breaks
where kpi = $kpi and unit_kind = $unit_kind
order by "month"
