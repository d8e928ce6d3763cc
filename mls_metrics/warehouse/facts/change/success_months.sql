-- one row per KPI of the success contract and month: the mean over the units it is kept for
with chosen as (
    select
        series.kpi,
        arg_max(series.unit_kind, (series.observations, -series.coarseness)) as unit_kind
    from marts.kpi_series as series
    where series.kpi in (select agreed.kpi from staging.stg_success_measures as agreed)
    group by series.kpi
)
select
    measured.kpi,
    measured."month",
    avg(measured."value") as "value",
    count(*) as units
from core.kpis as measured
inner join chosen on measured.kpi = chosen.kpi and measured.unit_kind = chosen.unit_kind
where measured."value" is not null
group by measured.kpi, measured."month", chosen.unit_kind
having chosen.unit_kind != 'person' or count(*) >= $minimum_group
order by measured.kpi, measured."month"
