-- one row per rule
select
    source."rule",
    source."measure",
    source."comparison",
    source.threshold,
    source."role",
    source."days",
    source.changed_on,
    place.seq as import_seq,
    source.source_row
from joined.escalation_rules as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
