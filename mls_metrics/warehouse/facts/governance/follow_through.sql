-- one row per promise kept or not: reviewed at all, reviewed on time
with due as (
    select
        decision,
        review_on,
        outcome_on
    from staging.stg_decisions
    where review_on <= $as_of
),
counted as (
    select
        'Decisions with an outcome once their review was due' as measure,
        1 as place,
        count(outcome_on) filter (outcome_on <= $as_of) as k,
        count(*) as n
    from due
    union all
    select
        'Decisions reviewed by their review date' as measure,
        2 as place,
        count(*) filter (outcome_on <= review_on) as k,
        count(*) as n
    from due
    union all
    select
        'Reviews held of those due' as measure,
        3 as place,
        count(held_on) filter (held_on <= $as_of) as k,
        count(*) as n
    from staging.stg_reviews
    where due_on <= $as_of
    union all
    select
        'Escalations closed by their date' as measure,
        4 as place,
        count(*) filter (closed_on <= due_on) as k,
        count(*) as n
    from staging.stg_escalations
    where due_on <= $as_of
)
select
    measure,
    if(n > 0, k, null) as kept,
    n,
    100.0 * k / nullif(n, 0) as share
from counted
order by place
