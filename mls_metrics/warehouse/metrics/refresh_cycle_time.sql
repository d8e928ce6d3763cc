-- one row per program, days and outcome: from raising a refresh to its release
select
    program_id,
    date_diff('day', raised_on, least(released_on, concluded_on, $as_of)) as "days",
    coalesce(released_on <= $as_of, false) as is_event,
    count(*) as n
from staging.stg_improvements
where
    "kind" = 'refresh'
    and raised_on <= least(released_on, concluded_on, $as_of)
group by
    program_id,
    date_diff('day', raised_on, least(released_on, concluded_on, $as_of)),
    coalesce(released_on <= $as_of, false)
