-- one row per kind of service measure: its share of the partner's weight, of hours and of spend
with year as (
    select
        measure,
        coalesce("kind", 'not known') as measure_kind,
        provider,
        party,
        process_step,
        work_type,
        "period",
        "hours",
        spend,
        coalesce(weight, 0) as weight,
        max(weight) over () is null as is_unweighted,
        row_number() over (
            partition by measure, provider, party
            order by "period" desc, process_step, work_type
        ) as newest
    from staging.stg_service
    where "period" between $as_of - interval 12 month and $as_of
),
summed as (
    select
        measure_kind,
        count(*) filter (newest = 1 and coalesce(party, 'partner') = 'partner') as measures,
        coalesce(
            sum(if(is_unweighted, 1, weight)) filter (
                newest = 1 and coalesce(party, 'partner') = 'partner'
            ), 0
        ) as weight,
        sum("hours") as all_hours,
        sum(spend) as all_spend
    from year
    group by measure_kind
)
select
    measure_kind,
    if(measure_kind in ('outcome', 'not known'), measure_kind, 'delivery') as side,
    measures,
    weight,
    100.0 * weight / nullif(sum(weight) over (), 0) as weight_share,
    all_hours,
    100.0 * all_hours / nullif(sum(all_hours) over (), 0) as hours_share,
    all_spend,
    100.0 * all_spend / nullif(sum(all_spend) over (), 0) as spend_share
from summed
order by side = 'not known', side, measure_kind
