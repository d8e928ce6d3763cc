-- one row per person with an enrollment in one program
select
    person_key,
    start_month,
    completion_month,
    is_excluded,
    version_code
from marts.retention_starts
where program_id = $program_id
order by person_key
