-- one row per program and audience
select
    source.program_id,
    source.audience,
    source.access_on,
    source.change_activity,
    place.seq as import_seq,
    source.source_row
from joined.rollouts as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
