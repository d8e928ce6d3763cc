-- one row per escalation
select
    source.rule,
    source.raised_on,
    source."role",
    source.due_on,
    source.acknowledged_on,
    source.closed_on,
    place.seq as import_seq,
    source.source_row
from joined.escalations as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
