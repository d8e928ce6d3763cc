-- one row per program: its most complete chain from an objective to an owner
with ranked as (
    select
        *,
        case missing_step
            when '' then 7
            when 'an owner' then 6
            when 'a date' then 5
            when 'a target' then 4
            when 'a baseline' then 3
            when 'values of the KPI' then 2
            else 1
        end as steps
    from marts.program_goals
),
best as (
    select *
    from ranked
    qualify
        row_number() over (
            partition by program_id
            order by steps desc, weight_share desc, objective_id
        ) = 1
)
select
    facts.program_id,
    facts.program_name,
    coalesce(best.objective, '') as objective,
    coalesce(best.category, '') as category,
    coalesce(best.kpi, '') as kpi,
    coalesce(facts."owner", '') as "owner",
    coalesce(facts.regulation, '') as regulation,
    coalesce(best.missing_step, 'an objective') as missing_step,
    facts.direct_cost as spend,
    case when facts.people >= $minimum_group then facts.people end as people,
    coalesce(best.steps, 0) as steps,
    facts.mandatory,
    coalesce(best.steps = 7, false) as is_complete,
    programs.is_registered
from marts.program_facts as facts
inner join core.programs as programs on facts.program_id = programs.program_id
left join best on facts.program_id = best.program_id
