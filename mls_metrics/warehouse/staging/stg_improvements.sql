-- one row per improvement
select
    source.program_id,
    source.raised_on,
    source."kind",
    source.released_on,
    source.concluded_on,
    source.outcome,
    place.seq as import_seq,
    source.source_row
from landing.improvements as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
