-- one row per program: learners' required pairs, and how many have any assessment
select
    program_id,
    count("level") as k,
    count(*) as n
from marts.required_pairs
group by program_id
