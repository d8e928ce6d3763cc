-- one row per decision and role
select
    source.decision,
    source."role",
    source."letter",
    source.party,
    source.strategic,
    source.spend_limit,
    place.seq as import_seq,
    source.source_row
from joined.decision_rights as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
