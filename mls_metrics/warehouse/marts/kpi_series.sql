-- one row per KPI and kind of unit it is measured on
select
    kpi,
    unit_kind,
    case unit_kind
        when 'person' then 0
        when 'manager' then 1
        when 'department' then 2
        when 'location' then 3
        when 'region' then 4
        else 5
    end as coarseness,
    count(*) as observations,
    count(distinct unit_id) as units,
    min("month") as first_month,
    max("month") as last_month,
    bool_and(direction != 'lower') as is_higher_better,
    min(unit_of_measure) as unit_of_measure,
    max(value_per_unit) as value_per_unit
from core.kpis
where "value" is not null
group by kpi, unit_kind
