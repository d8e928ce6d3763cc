-- one row per program: ideas and experiments concluded or older than 180 days, and how many adopted
select
    program_id,
    count(*) filter (where outcome = 'adopted') as k,
    count(*) as n
from staging.stg_improvements
where "kind" in ('idea', 'experiment') and (concluded_on <= $as_of or raised_on <= $as_of - 180)
group by program_id
