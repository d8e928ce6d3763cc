-- one row per objective with what serves it and what its chain lacks
with serving as (
    select
        objective_id,
        program_id
    from core.programs
    where objective_id is not null
    union
    select
        objective_id,
        program_id
    from staging.stg_objective_links
),
spent as (
    select
        serving.objective_id,
        string_agg(serving.program_id, ', ' order by serving.program_id) as programs,
        count(*) as program_count,
        sum(facts.direct_cost order by serving.program_id) as spend
    from serving
    inner join marts.program_facts as facts on serving.program_id = facts.program_id
    group by serving.objective_id
),
measured as (
    select distinct kpi from core.kpis
)
select
    objectives.objective_id,
    objectives.objective,
    objectives.category,
    objectives.kpi,
    objectives.baseline,
    objectives.target,
    objectives.due_on,
    objectives."owner",
    coalesce(spent.programs, '') as programs,
    coalesce(spent.program_count, 0) as program_count,
    spent.spend,
    measured.kpi is not null as is_measured,
    case
        when spent.program_count is null then 'a program'
        when objectives.kpi is null then 'a KPI'
        when measured.kpi is null then 'values of the KPI'
        when objectives.baseline is null then 'a baseline'
        when objectives.target is null then 'a target'
        when objectives.due_on is null then 'a date'
        when objectives."owner" is null then 'an owner'
        else ''
    end as missing_step
from staging.stg_objectives as objectives
left join spent on objectives.objective_id = spent.objective_id
left join measured on objectives.kpi = measured.kpi
