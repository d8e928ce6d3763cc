-- one row per thing that stands alone: no objective, no program, or no owner
with kpis as (
    select
        kpi,
        "owner"
    from staging.stg_kpis
    union all
    select
        kpi,
        null as "owner"
    from staging.stg_objectives
    where kpi is not null
)
select
    'program without an objective' as kind,
    program_name as "name",
    spend
from marts.program_chains
where steps = 0 and is_registered
union all
select
    'objective without a program' as kind,
    objective as "name",
    null as spend
from marts.objective_map
where program_count = 0
union all
select
    'KPI without an owner' as kind,
    kpi as "name",
    null as spend
from kpis
group by kpi
having max("owner") is null
order by kind desc, spend desc nulls last, "name"
