-- one row per program and module
select
    source.program_id,
    source.module_id,
    arg_max(source.minutes, place.seq * 10000000000 + source.source_row) as minutes,
    arg_max(source.replaceable, place.seq * 10000000000 + source.source_row) as replaceable,
    arg_max(source.author_party, place.seq * 10000000000 + source.source_row) as author_party,
    arg_max(source.reviewed_on, place.seq * 10000000000 + source.source_row) as reviewed_on,
    count(*) as source_rows
from joined.program_modules as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.program_id, source.module_id
