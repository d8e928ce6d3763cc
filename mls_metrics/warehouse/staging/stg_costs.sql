-- one row per cost posting
select
    source.program_id,
    source.period,
    source.amount,
    source.currency,
    source.category,
    source.basis,
    place.seq as import_seq,
    source.source_row
from landing.costs as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
