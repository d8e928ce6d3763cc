-- one row per objective, program and KPI that belong together, and per objective with no program
select
    coalesce(goals.objective, '') as objective,
    facts.program_name as program,
    coalesce(goals.kpi, '') as kpi,
    facts.direct_cost * coalesce(goals.weight_share, 1) as spend,
    coalesce(goals.missing_step, 'an objective') as missing_step,
    coalesce(goals.category, '') as category
from marts.program_facts as facts
left join marts.program_goals as goals on facts.program_id = goals.program_id
union all
select
    objective,
    '' as program,
    coalesce(kpi, '') as kpi,
    null as spend,
    'a program' as missing_step,
    coalesce(category, 'other') as category
from marts.objective_map
where program_count = 0
order by objective = '', objective, spend desc nulls last, program
