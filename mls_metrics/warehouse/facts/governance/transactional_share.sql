-- one row: how much of the partner's scorecard, by weight, is cost, volume and service level
with newest as (
    select
        "kind",
        weight,
        max(weight) over () is null as is_unweighted
    from staging.stg_service
    where
        coalesce(party, 'partner') = 'partner'
        and "period" between $as_of - interval 12 month and $as_of
    qualify
        row_number() over (
            partition by measure, provider, party
            order by "period" desc, process_step, work_type
        ) = 1
),
summed as (
    select
        count(*) as measures,
        sum(if(is_unweighted, 1, weight)) filter ("kind" in ('cost', 'volume', 'sla'))
            as transactional,
        sum(if(is_unweighted, 1, weight)) filter ("kind" is not null) as known,
        coalesce(sum(if(is_unweighted, 1, weight)) filter ("kind" is null), 0) as untold
    from newest
)
select
    measures,
    100.0 * coalesce(transactional, 0) / nullif(known, 0) as share,
    untold,
    $most as limit_share,
    coalesce(100.0 * coalesce(transactional, 0) / nullif(known, 0) > $most, false) as is_above
from summed
where measures > 0
