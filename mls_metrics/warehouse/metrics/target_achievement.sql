-- one row per program: learners' assessed required pairs, and how many are at level
select
    program_id,
    count(*) filter (where "level" >= required_level) as k,
    count(*) as n
from marts.required_pairs
where "level" is not null
group by program_id
