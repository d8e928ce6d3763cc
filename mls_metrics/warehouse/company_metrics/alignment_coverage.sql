-- one row: share of the spend that goes to programs with a named objective, a KPI and an owner
with links as (
    select
        program_id,
        objective_id,
        null as kpi
    from core.programs
    where objective_id is not null
    union all
    select
        program_id,
        objective_id,
        kpi
    from staging.stg_objective_links
),
chained as (
    select distinct links.program_id
    from links
    inner join staging.stg_objectives as objectives on links.objective_id = objectives.objective_id
    where coalesce(links.kpi, objectives.kpi) is not null
)
select
    coalesce(
        sum(facts.direct_cost order by facts.program_id) filter (
            where chained.program_id is not null and facts."owner" is not null
        ),
        0
    ) / nullif(sum(facts.direct_cost order by facts.program_id), 0) as "value",
    count(*) as n
from marts.program_facts as facts
left join chained on facts.program_id = chained.program_id
where facts.direct_cost > 0
