-- one row per measure of governance: decisions with one owner, reviews held, escalations closed
with owned as (
    select
        decision,
        count(distinct "role") filter (where letter = 'A') as accountable_roles
    from staging.stg_decision_rights
    group by decision
)
select
    'decisions with one owner' as measure,
    count(*) filter (where accountable_roles = 1) / nullif(count(*), 0) * 100 as points,
    count(*) as n,
    'ownership_faults' as source
from owned
union all
select
    'reviews held within two weeks' as measure,
    count(*) filter (where held_on <= due_on + 14 and held_on <= $as_of)
    / nullif(count(*), 0)
    * 100 as points,
    count(*) as n,
    'review_adherence' as source
from staging.stg_reviews
where held_on <= $as_of or due_on + 14 < $as_of
union all
select
    'escalations closed in time' as measure,
    count(*) filter (where closed_on <= due_on and closed_on <= $as_of)
    / nullif(count(*), 0)
    * 100 as points,
    count(*) as n,
    'escalations_on_time' as source
from staging.stg_escalations
where raised_on <= $as_of and due_on is not null and (closed_on <= $as_of or due_on < $as_of)
