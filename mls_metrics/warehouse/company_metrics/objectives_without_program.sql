-- one row: objectives, and the share that no program serves
select
    count(*) filter (where program_count = 0) / nullif(count(*), 0) as "value",
    count(*) as n
from marts.objective_map
