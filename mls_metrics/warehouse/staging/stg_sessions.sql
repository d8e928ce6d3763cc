-- one row per session
select
    source.session_id,
    arg_max(source.program_id, place.seq * 10000000000 + source.source_row) as program_id,
    arg_max(source.planned_on, place.seq * 10000000000 + source.source_row) as planned_on,
    arg_max(source.held_on, place.seq * 10000000000 + source.source_row) as held_on,
    arg_max(source.seats, place.seq * 10000000000 + source.source_row) as seats,
    arg_max(source.booked, place.seq * 10000000000 + source.source_row) as booked,
    arg_max(source.attended, place.seq * 10000000000 + source.source_row) as attended,
    arg_max(source.provider, place.seq * 10000000000 + source.source_row) as provider,
    arg_max(source.facilitator_party, place.seq * 10000000000 + source.source_row)
        as facilitator_party,
    count(*) as source_rows
from joined.sessions as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.session_id
