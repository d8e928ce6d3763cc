-- one row per audience and message
select
    source.audience,
    source.planned_on,
    source.sent_on,
    source.message,
    source.channel,
    source.people,
    source.reached,
    source.can_state_it,
    place.seq as import_seq,
    source.source_row
from joined.communications as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
