-- one row per job role, region and period
select
    source.job_role,
    source.region,
    source.period,
    arg_max(source.needed, place.seq * 10000000000 + source.source_row) as needed,
    arg_max(source.planned_hires, place.seq * 10000000000 + source.source_row) as planned_hires,
    count(*) as source_rows
from joined.workforce_plan as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.job_role, source.region, source.period
