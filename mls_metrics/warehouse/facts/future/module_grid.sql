-- one row per program and module: which module stands where
select
    programs.program_name,
    listed.module_id,
    count(*) over (partition by listed.module_id) as programs
from staging.stg_program_modules as listed
inner join core.programs as programs on listed.program_id = programs.program_id
order by programs.program_name, programs desc, listed.module_id
