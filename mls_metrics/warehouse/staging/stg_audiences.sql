-- one row per audience
select
    source.audience,
    arg_max(source.department, place.seq * 10000000000 + source.source_row) as department,
    arg_max(source.region, place.seq * 10000000000 + source.source_row) as region,
    arg_max(source.job_role, place.seq * 10000000000 + source.source_row) as job_role,
    arg_max(source.stance, place.seq * 10000000000 + source.source_row) as stance,
    arg_max(source.owner, place.seq * 10000000000 + source.source_row) as owner,
    arg_max(source.last_contact_on, place.seq * 10000000000 + source.source_row) as last_contact_on,
    count(*) as source_rows
from joined.audiences as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.audience
