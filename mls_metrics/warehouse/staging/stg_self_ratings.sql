-- one row per foundation and day rated
select
    source.foundation,
    source.rating,
    source.rated_on,
    source.author,
    place.seq as import_seq,
    source.source_row
from joined.self_ratings as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
