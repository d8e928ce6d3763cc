-- one row per thing that changes or stays
select
    source.item,
    source."kind",
    source."before",
    source."after",
    source.audience,
    source."owner",
    source.due_on,
    source.decided_in,
    source.program_id,
    source.changed_on,
    place.seq as import_seq,
    source.source_row
from joined.commitments as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
