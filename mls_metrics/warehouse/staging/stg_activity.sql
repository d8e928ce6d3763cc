-- one row per employee and activity
select
    source.employee_id,
    source.occurred_on,
    source.platform,
    source.program_id,
    source.minutes,
    place.seq as import_seq,
    source.source_row
from joined.activity as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
