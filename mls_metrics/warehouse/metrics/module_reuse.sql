-- one row per program with modules: how many there are, and how many another program uses too
with modules as (
    select distinct
        program_id,
        module_id
    from staging.stg_program_modules
),
counted as (
    select
        program_id,
        count(*) over (partition by module_id) > 1 as is_shared
    from modules
)
select
    program_id,
    count(*) filter (where is_shared) as k,
    count(*) as n
from counted
group by program_id
union all
select
    program_id,
    least(shared_modules, modules) as k,
    modules as n
from core.programs
where
    modules > 0
    and shared_modules is not null
    and program_id not in (select listed.program_id from staging.stg_program_modules as listed)
