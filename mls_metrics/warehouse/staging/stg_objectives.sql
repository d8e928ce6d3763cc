-- one row per objective
select
    source.objective_id,
    arg_max(source.objective, place.seq * 10000000000 + source.source_row) as objective,
    arg_max(source.category, place.seq * 10000000000 + source.source_row) as category,
    arg_max(source.kpi, place.seq * 10000000000 + source.source_row) as kpi,
    arg_max(source.baseline, place.seq * 10000000000 + source.source_row) as baseline,
    arg_max(source.target, place.seq * 10000000000 + source.source_row) as target,
    arg_max(source.due_on, place.seq * 10000000000 + source.source_row) as due_on,
    arg_max(source.weight, place.seq * 10000000000 + source.source_row) as weight,
    arg_max(source.owner, place.seq * 10000000000 + source.source_row) as owner,
    arg_max(source.learning_owner, place.seq * 10000000000 + source.source_row) as learning_owner,
    count(*) as source_rows
from joined.objectives as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.objective_id
