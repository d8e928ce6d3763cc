-- one row per employee, skill, date and rater
select
    source.employee_id,
    source.skill,
    source.assessed_on,
    arg_max(source.level, place.seq * 10000000000 + source.source_row) as level,
    arg_max(source.scale_max, place.seq * 10000000000 + source.source_row) as scale_max,
    source.rater,
    count(*) as source_rows
from joined.skill_assessments as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.employee_id, source.skill, source.assessed_on, source.rater
