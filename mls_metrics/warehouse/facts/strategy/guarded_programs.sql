-- one row per program that a rule demands or that serves a regulatory objective
select
    chains.program_name as program,
    chains.regulation,
    coalesce(goals.objective, '') as objective,
    case
        when chains.mandatory then 'must keep: never retired by score'
        when chains.regulation != '' then 'names a rule, not marked mandatory: not guarded'
        else 'serves a regulatory objective, not marked mandatory: not guarded'
    end as standing,
    chains.spend,
    chains.program_id
from marts.program_chains as chains
left join (
    select
        program_id,
        min(objective) as objective
    from marts.program_goals
    where category = 'regulatory'
    group by program_id
) as goals on chains.program_id = goals.program_id
where chains.mandatory or chains.regulation != '' or goals.program_id is not null
order by chains.mandatory, program
