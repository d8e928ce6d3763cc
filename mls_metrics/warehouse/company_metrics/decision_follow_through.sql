-- one row: decisions whose review date has passed, and how many had an outcome recorded by then
select
    count(*) filter (where outcome_on <= review_on) as k,
    count(*) as n
from staging.stg_decisions
where review_on <= $as_of and decided_on <= $as_of
