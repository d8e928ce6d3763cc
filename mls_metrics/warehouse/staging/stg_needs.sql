-- one row per need
select
    source.need_id,
    arg_max(source.skill, place.seq * 10000000000 + source.source_row) as skill,
    arg_max(source.raised_on, place.seq * 10000000000 + source.source_row) as raised_on,
    arg_max(source.raised_by, place.seq * 10000000000 + source.source_row) as raised_by,
    arg_max(source.urgent, place.seq * 10000000000 + source.source_row) as urgent,
    arg_max(source.due_on, place.seq * 10000000000 + source.source_row) as due_on,
    arg_max(source.decided_on, place.seq * 10000000000 + source.source_row) as decided_on,
    arg_max(source.designed_on, place.seq * 10000000000 + source.source_row) as designed_on,
    arg_max(source.scheduled_on, place.seq * 10000000000 + source.source_row) as scheduled_on,
    arg_max(source.program_id, place.seq * 10000000000 + source.source_row) as program_id,
    count(*) as source_rows
from joined.needs as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.need_id
