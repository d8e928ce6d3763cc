-- one row: modules, and the share that stands in two programs or more
with modules as (
    select
        module_id,
        count(distinct program_id) as programs
    from staging.stg_program_modules
    group by module_id
)
select
    count(*) filter (where programs >= 2) / nullif(count(*), 0) as "value",
    count(*) as n
from modules
