-- one row per module: how many programs use it, how long it is, whether it can be replaced alone
select
    module_id,
    count(distinct program_id) as programs,
    max(minutes) as minutes,
    bool_and(replaceable) as replaceable
from staging.stg_program_modules
group by module_id
order by programs desc, module_id
