-- one row: squared distance of stated probabilities from what came of them
with called as (
    select
        probability,
        case
            when lower(trim(outcome)) in ('yes', 'true', '1', 'right', 'achieved', 'success') then 1
            when lower(trim(outcome)) in ('no', 'false', '0', 'wrong', 'missed', 'failed') then 0
        end as came_true
    from staging.stg_decisions
    where
        probability between 0 and 1
        and decided_on <= $as_of
        and coalesce(outcome_on <= $as_of, true)
)
select
    avg((probability - came_true) * (probability - came_true) order by probability, came_true)
        as "mean",
    coalesce(
        stddev_samp(
            (probability - came_true) * (probability - came_true) order by probability, came_true
        ),
        0
    ) as sd,
    count(*) as n
from called
where came_true is not null
