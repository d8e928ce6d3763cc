-- one row per program of the register: the reason it is there, and what of it is not said
select
    facts.program_name as program,
    coalesce(facts.purpose, '') as purpose,
    chains.objective,
    case
        when facts.purpose is null and chains.steps = 0 then 'purpose and objective'
        when facts.purpose is null then 'purpose'
        when chains.steps = 0 then 'objective'
        else ''
    end as missing,
    chains.spend,
    chains.people
from marts.program_chains as chains
inner join marts.program_facts as facts on chains.program_id = facts.program_id
where chains.is_registered
order by missing = '', chains.spend desc nulls last, program
