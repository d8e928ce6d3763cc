-- one row per program: suggestions older than 90 days, and how many were released or decided
select
    program_id,
    count(*) filter (where coalesce(released_on, concluded_on) <= $as_of) as k,
    count(*) as n
from staging.stg_improvements
where "kind" = 'suggestion' and raised_on <= $as_of - 90
group by program_id
