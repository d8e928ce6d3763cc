-- one row per measure of readiness for change: fresh content, shared modules, quick answers
with modules as (
    select
        module_id,
        count(distinct program_id) as programs
    from staging.stg_program_modules
    group by module_id
),
registered as (
    select
        sum(shared_modules) as shared_modules,
        sum(modules) as modules
    from core.programs
    where modules > 0 and shared_modules is not null
)
select
    'programs with fresh content' as measure,
    count(*) filter (
        where content_reviewed_on > $as_of - to_months(cast($fresh_months as integer))
    )
    / nullif(count(*), 0)
    * 100 as points,
    count(*) as n,
    'content_age' as source
from core.programs
where content_reviewed_on <= $as_of
union all
select
    'modules in two programs or more' as measure,
    case
        when (select count(*) from modules) > 0
            then
                (select count(*) from modules where programs >= 2)
                / (select count(*) from modules)
                * 100
        else registered.shared_modules / nullif(registered.modules, 0) * 100
    end as points,
    case
        when (select count(*) from modules) > 0 then (select count(*) from modules)
        else coalesce(registered.modules, 0)
    end as n,
    'module_reuse' as source
from registered
union all
select
    'needs with a learner in time' as measure,
    count(*) filter (where is_event and "days" <= $lead_days) / nullif(count(*), 0) * 100
        as points,
    count(*) as n,
    'needs_answered' as source
from marts.need_answers
where is_event or "days" > $lead_days
