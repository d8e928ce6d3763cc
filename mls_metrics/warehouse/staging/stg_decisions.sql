-- one row per decision taken
select
    source.decision,
    source.decided_on,
    source."by",
    source.program_id,
    source."action",
    source.probability,
    source.evidence,
    source.review_on,
    source.outcome,
    source.outcome_on,
    place.seq as import_seq,
    source.source_row
from joined.decisions as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
