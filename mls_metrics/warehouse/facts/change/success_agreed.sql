-- one row per measure of success, as agreed, with the direction of its KPI
with known as (
    select
        kpi,
        bool_and(is_higher_better) as is_higher_better,
        any_value(unit_of_measure) as unit_of_measure
    from marts.kpi_series
    group by kpi
)
select
    agreed.measure,
    coalesce(agreed.dimension, '') as dimension,
    coalesce(agreed.metric, '') as metric,
    coalesce(agreed.kpi, '') as kpi,
    agreed.baseline,
    agreed.baseline_on,
    agreed.target,
    agreed.due_on,
    coalesce(agreed."owner", '') as "owner",
    case
        when agreed.target != agreed.baseline then agreed.target > agreed.baseline
        else coalesce(known.is_higher_better, true)
    end as is_higher_better,
    coalesce(known.unit_of_measure, '') as unit_of_measure
from staging.stg_success_measures as agreed
left join known on agreed.kpi = known.kpi
order by agreed.due_on nulls last, agreed.measure
