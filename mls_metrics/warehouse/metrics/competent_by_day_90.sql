-- one row per program, days and outcome: start to the level the program is for
select
    program_id,
    "days",
    is_event,
    count(*) as n
from marts.time_to_level
group by program_id, "days", is_event
