-- one row per objective and program
select
    source.objective_id,
    source.program_id,
    arg_max(source.kpi, place.seq * 10000000000 + source.source_row) as kpi,
    arg_max(source.weight, place.seq * 10000000000 + source.source_row) as weight,
    count(*) as source_rows
from joined.objective_links as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.objective_id, source.program_id
