-- one row per group and period
select
    source."group",
    source.period,
    source.hours_available,
    source.hours_used,
    place.seq as import_seq,
    source.source_row
from joined.capacity as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
