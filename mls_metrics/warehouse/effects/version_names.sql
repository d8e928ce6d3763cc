-- one row per version code of a program: its name, versions in the order of their first start
select
    version_code,
    case when count(distinct "version") = 1 then min("version") else 'other' end as "version"
from marts.retention_starts
where program_id = $program_id and start_month is not null
group by version_code
order by min(start_month), version_code
