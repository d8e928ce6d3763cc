-- one row per kind, state and number of days: from raising an improvement to its release
select
    "kind",
    case when released_on <= $as_of then 'done' else 'open' end as state,
    date_diff('day', raised_on, least(released_on, concluded_on, $as_of)) as "days",
    count(*) as improvements
from staging.stg_improvements
where raised_on <= least(released_on, concluded_on, $as_of)
group by all
order by "kind", state, "days"
