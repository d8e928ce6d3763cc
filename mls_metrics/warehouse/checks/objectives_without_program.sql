-- one row per objective that no program serves
select
    objective_id,
    objective as example
from marts.objective_map
where program_count = 0
order by objective_id
