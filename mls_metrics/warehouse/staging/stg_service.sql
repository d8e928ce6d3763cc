-- one row per service measure and period
select
    source.measure,
    source.period,
    source."value",
    source."kind",
    source.target,
    source.forecast,
    source.weight,
    source.process_step,
    source.provider,
    source.party,
    source.work_type,
    source."hours",
    source.spend,
    source.direction,
    place.seq as import_seq,
    source.source_row
from joined.service as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
