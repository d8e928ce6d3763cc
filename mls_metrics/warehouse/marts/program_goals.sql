-- one row per program and named objective it serves, and what their chain lacks
with named as (
    select
        program_id,
        objective_id,
        null as kpi,
        null as weight
    from core.programs
    where objective_id is not null
    union all
    select
        program_id,
        objective_id,
        kpi,
        weight
    from staging.stg_objective_links
),
linked as (
    select
        program_id,
        objective_id,
        max(kpi) as kpi,
        greatest(coalesce(max(weight), 1), 0) as weight
    from named
    group by program_id, objective_id
),
measured as (
    select distinct kpi from core.kpis
),
known as (
    select
        linked.program_id,
        linked.objective_id,
        objectives.objective,
        coalesce(objectives.category, 'other') as category,
        coalesce(linked.kpi, objectives.kpi) as kpi,
        objectives.baseline,
        objectives.target,
        objectives.due_on,
        facts."owner" as program_owner,
        case
            when sum(linked.weight) over of_program > 0
                then linked.weight / sum(linked.weight) over of_program
            else 1 / count(*) over of_program
        end as weight_share
    from linked
    inner join staging.stg_objectives as objectives
        on linked.objective_id = objectives.objective_id
    inner join marts.program_facts as facts on linked.program_id = facts.program_id
    window of_program as (partition by linked.program_id)
)
select
    known.program_id,
    known.objective_id,
    known.objective,
    known.category,
    known.kpi,
    known.due_on,
    known.weight_share,
    case
        when known.kpi is null then 'a KPI'
        when measured.kpi is null and exists (select 1 from measured) then 'values of the KPI'
        when known.baseline is null then 'a baseline'
        when known.target is null then 'a target'
        when known.due_on is null then 'a date'
        when known.program_owner is null then 'an owner'
        else ''
    end as missing_step
from known
left join measured on known.kpi = measured.kpi
