-- one row per program, days and outcome: start to working like tenured people of the role
select
    program_id,
    "days",
    is_event,
    count(*) as n
from marts.time_to_output
group by program_id, "days", is_event
