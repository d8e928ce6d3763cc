-- one row per question and version
select
    source."question",
    source."text",
    source.version,
    source.author,
    source.changed_on,
    place.seq as import_seq,
    source.source_row
from joined.vision as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
