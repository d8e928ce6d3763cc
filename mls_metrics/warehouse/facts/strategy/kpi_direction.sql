-- one row per KPI of an objective: did it move towards its target within a year
select
    objectives.kpi,
    min(objectives.objective) as objective,
    any_value(kpis.before_mean) as before_mean,
    any_value(kpis.now_mean) as now_mean,
    any_value(kpis.unit_of_measure) as unit_of_measure,
    case
        when any_value(kpis.before_mean) is null then null
        when min(objectives.target) > min(objectives.baseline)
            then any_value(kpis.now_mean) > any_value(kpis.before_mean)
        when min(objectives.target) < min(objectives.baseline)
            then any_value(kpis.now_mean) < any_value(kpis.before_mean)
        when any_value(kpis.is_higher_better)
            then any_value(kpis.now_mean) > any_value(kpis.before_mean)
        else any_value(kpis.now_mean) < any_value(kpis.before_mean)
    end as moved_as_planned
from staging.stg_objectives as objectives
inner join marts.kpi_now as kpis on objectives.kpi = kpis.kpi
group by objectives.kpi
order by objectives.kpi
