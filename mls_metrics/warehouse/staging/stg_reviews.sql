-- one row per review
select
    source.subject,
    source.due_on,
    source.held_on,
    source.outcome,
    place.seq as import_seq,
    source.source_row
from joined.reviews as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
