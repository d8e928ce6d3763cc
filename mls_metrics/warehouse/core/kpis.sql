-- one row per KPI, unit and month
select
    kpi,
    cast(year("period") * 12 + month("period") - 1 as integer) as "month",
    case
        when employee_id is not null then 'person'
        when unit_type = 'team' then 'manager'
        else coalesce(unit_type, 'company')
    end as unit_kind,
    coalesce(employee_id, unit, 'company') as unit_id,
    "value",
    coalesce(direction, 'higher') as direction,
    unit_of_measure,
    value_per_unit,
    objective_id
from staging.stg_kpis
where "period" <= $as_of
