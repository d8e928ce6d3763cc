-- one row per program and skill
select
    source.program_id,
    source.skill,
    arg_max(source.target_level, place.seq * 10000000000 + source.source_row) as target_level,
    count(*) as source_rows
from joined.program_skills as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.program_id, source.skill
