-- one row per measure of success
select
    source."measure",
    source.dimension,
    source.metric,
    source.kpi,
    source.baseline,
    source.baseline_on,
    source.target,
    source.due_on,
    source."owner",
    place.seq as import_seq,
    source.source_row
from joined.success_measures as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
