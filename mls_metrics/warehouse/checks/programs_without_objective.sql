-- one row per program without an objective
select
    program_id,
    program_name as example
from core.programs
where objective_id is null and exists (select 1 from staging.stg_objectives)
order by program_id
