-- one row per program, days and outcome: from raising a refresh or suggestion to its release
select
    program_id,
    greatest(date_diff('day', raised_on, coalesce(released_on, $as_of)), 0) as days,
    coalesce(released_on <= $as_of, false) as is_event,
    count(*) as n
from staging.stg_improvements
where kind in ('refresh', 'suggestion') and raised_on <= $as_of
group by all
