-- one row per measure of trust in the partner, each counted in a log; no row, no number
with latest as (
    select
        "value",
        target,
        forecast,
        "kind",
        coalesce(
            direction,
            if(
                regexp_matches(lower(measure), '(days?|hours?|minutes?|time|cost)'),
                'lower',
                'higher'
            )
        ) as better
    from staging.stg_service
    where
        coalesce(party, 'partner') = 'partner'
        and "period" between $as_of - interval 12 month and $as_of
),
counted as (
    select
        'Service levels kept' as measure,
        1 as place,
        count(*) filter (if(better = 'lower', "value" <= target, "value" >= target)) as k,
        count(*) as n
    from latest
    where "kind" = 'sla' and target is not null
    union all
    select
        'Forecasts within a tenth' as measure,
        2 as place,
        count(*) filter (abs(forecast - "value") <= 0.1 * abs("value")) as k,
        count(*) as n
    from latest
    where forecast is not null
    union all
    select
        'Joint reviews held of those due' as measure,
        3 as place,
        count(held_on) filter (held_on <= $as_of) as k,
        count(*) as n
    from staging.stg_reviews
    where
        due_on between $as_of - interval 12 month and $as_of
        and regexp_matches(lower(subject), '\b(partner|provider|vendor|service|joint|steering)')
    union all
    select
        'Disputes closed by their date' as measure,
        4 as place,
        count(*) filter (closed_on <= due_on) as k,
        count(*) as n
    from staging.stg_escalations
    where
        due_on between $as_of - interval 12 month and $as_of
        and regexp_matches(lower("role" || ' ' || "rule"), '\b(partner|provider|vendor|service)')
)
select
    measure,
    if(n > 0, k, null) as kept,
    n,
    100.0 * k / nullif(n, 0) as share,
    if(n > 0, '', 'no data') as says
from counted
order by place
