-- one row per program: people it is meant for, and how many employed people have begun it
select
    program_id,
    eligible_people - unreached_people as k,
    eligible_people as n
from marts.program_facts
where eligible_people > 0
