-- one row per objective: its share of the weight beside its share of the money that serves goals
with spent as (
    select
        goals.objective_id,
        sum(facts.direct_cost * goals.weight_share order by goals.program_id) as spend
    from marts.program_goals as goals
    inner join marts.program_facts as facts on goals.program_id = facts.program_id
    group by goals.objective_id
),
every as (
    select nullif(sum(direct_cost order by program_id), 0) as spend from marts.program_facts
)
select
    objectives.objective,
    objectives.weight / nullif(sum(objectives.weight) over (), 0) as weight_share,
    coalesce(spent.spend, 0) as spend,
    coalesce(spent.spend, 0) / every.spend as spend_share,
    rank() over (order by objectives.weight desc nulls last) as place,
    objectives.weight is not null
    and rank() over (order by objectives.weight desc nulls last) <= $top as is_top
from staging.stg_objectives as objectives
left join spent on objectives.objective_id = spent.objective_id
cross join every
order by place, objective
