-- one row per day on which something was reviewed or decided, the latest first
select
    held_on,
    string_agg(distinct subject, ', ' order by subject) as subject
from (
    select held_on, subject from staging.stg_reviews
    where held_on is not null
    union all
    select decided_on as held_on, decision as subject from staging.stg_decisions
    where decided_on is not null
) as held
group by held_on
order by held_on desc
