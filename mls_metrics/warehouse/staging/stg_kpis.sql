-- one row per KPI, period and employee or unit
select
    source.kpi,
    source.period,
    arg_max(source."value", place.seq * 10000000000 + source.source_row) as "value",
    source.employee_id,
    source."unit",
    source.unit_type,
    arg_max(source.direction, place.seq * 10000000000 + source.source_row) as direction,
    arg_max(source.unit_of_measure, place.seq * 10000000000 + source.source_row) as unit_of_measure,
    arg_max(source.target, place.seq * 10000000000 + source.source_row) as target,
    arg_max(source.baseline, place.seq * 10000000000 + source.source_row) as baseline,
    arg_max(source.baseline_on, place.seq * 10000000000 + source.source_row) as baseline_on,
    arg_max(source.objective_id, place.seq * 10000000000 + source.source_row) as objective_id,
    arg_max(source.value_per_unit, place.seq * 10000000000 + source.source_row) as value_per_unit,
    arg_max(source.owner, place.seq * 10000000000 + source.source_row) as owner,
    arg_max(source.owner_party, place.seq * 10000000000 + source.source_row) as owner_party,
    count(*) as source_rows
from joined.kpis as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.kpi, source.period, source.employee_id, source."unit", source.unit_type
