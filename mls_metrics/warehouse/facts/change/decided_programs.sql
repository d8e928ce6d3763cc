-- one row per decision taken, with the program it is about
select
    decisions.decision,
    decisions.decided_on,
    coalesce(decisions."by", '') as decided_by,
    coalesce(decisions.program_id, '') as program_id,
    coalesce(programs.program_name, decisions.program_id, '') as program_name,
    replace(lower(trim(coalesce(decisions.action, ''))), ' ', '_') as "action"
from staging.stg_decisions as decisions
left join core.programs as programs on decisions.program_id = programs.program_id
where decisions.decided_on <= $as_of
order by decisions.decided_on desc, decisions.decision
