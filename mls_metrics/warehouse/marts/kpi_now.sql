-- one row per KPI: its mean over the last three months it holds, and over the three a year before
with finest as (
    select
        kpi,
        unit_kind,
        last_month,
        is_higher_better,
        unit_of_measure
    from marts.kpi_series
    qualify row_number() over (partition by kpi order by coarseness) = 1
),
by_unit as (
    select
        kpis.kpi,
        kpis.unit_id,
        avg(kpis."value" order by kpis."month") filter (
            where kpis."month" > finest.last_month - 3
        ) as now_mean,
        avg(kpis."value" order by kpis."month") filter (
            where
            kpis."month" > finest.last_month - 15 and kpis."month" <= finest.last_month - 12
        ) as before_mean
    from core.kpis as kpis
    inner join finest on kpis.kpi = finest.kpi and kpis.unit_kind = finest.unit_kind
    where kpis."value" is not null
    group by kpis.kpi, kpis.unit_id
),
across as (
    select
        kpi,
        avg(now_mean order by unit_id) as now_mean,
        stddev_samp(now_mean) as now_sd,
        count(now_mean) as units,
        avg(before_mean order by unit_id) as before_mean,
        count(before_mean) as before_units
    from by_unit
    group by kpi
)
select
    across.kpi,
    finest.unit_kind,
    coalesce(finest.unit_of_measure, '') as unit_of_measure,
    across.now_mean,
    across.now_sd,
    across.before_mean,
    cast(across.units as integer) as units,
    cast(across.before_units as integer) as before_units,
    finest.last_month,
    finest.is_higher_better
from across
inner join finest on across.kpi = finest.kpi
where
    finest.unit_kind != 'person' or across.units >= $minimum_group
