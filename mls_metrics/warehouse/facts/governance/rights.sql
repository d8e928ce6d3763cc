-- one row per decision and role: its letter, and whether the decision is one of strategy
select
    decision,
    "role",
    party,
    letter,
    coalesce(
        bool_or(strategic) over (partition by decision),
        regexp_matches(
            lower(decision), '\b(retire|scale|end|strategy|vision|budget|portfolio|objectives?)\b'
        )
    ) as strategic,
    spend_limit
from staging.stg_decision_rights
order by decision, strpos('ARCI', letter), "role"
