-- one row per job role and skill
select
    source.job_role,
    source.skill,
    arg_max(source.required_level, place.seq * 10000000000 + source.source_row) as required_level,
    arg_max(source.criticality, place.seq * 10000000000 + source.source_row) as criticality,
    arg_max(source.needed_by, place.seq * 10000000000 + source.source_row) as needed_by,
    arg_max(source.people_needed, place.seq * 10000000000 + source.source_row) as people_needed,
    count(*) as source_rows
from joined.role_requirements as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.job_role, source.skill
