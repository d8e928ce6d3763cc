-- one row per objective: whether its chain is whole, and how far its KPI has come of late
with spoken as (
    select
        kpi,
        unit_kind,
        max("month") as last_month,
        count(*) as entries
    from core.kpis
    group by kpi, unit_kind
),
-- one kind of unit a KPI, so that people and whole companies are not averaged together
chosen as (
    select
        kpi,
        unit_kind,
        last_month
    from spoken
    qualify row_number() over (partition by kpi order by entries desc, unit_kind) = 1
),
lately as (
    select
        chosen.kpi,
        avg(kpis."value" order by kpis."month", kpis.unit_id) as "value"
    from chosen
    inner join core.kpis as kpis
        on chosen.kpi = kpis.kpi and chosen.unit_kind = kpis.unit_kind
    where kpis."month" > chosen.last_month - $recent_months
    group by chosen.kpi
),
come as (
    select
        map.*,
        lately."value" as lately,
        (lately."value" - map.baseline) / nullif(map.target - map.baseline, 0) as way
    from marts.objective_map as map
    left join lately on map.kpi = lately.kpi
)
select
    objective,
    missing_step = '' as is_whole,
    missing_step,
    program_count,
    kpi,
    baseline,
    target,
    lately,
    if(way is null, null, greatest(-1, least(2, way))) as progress
from come
order by is_whole desc, objective_id
