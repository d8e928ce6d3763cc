-- one row per measure of one team: decisions on time, KPIs held jointly, the partner's forecasts
with sides as (
    select
        lower(kpi) as name,
        count(distinct owner_party) as parties,
        bool_or(owner_party = 'partner') as is_partners,
        bool_or(owner_party = 'internal') as is_ours
    from staging.stg_kpis
    where owner_party is not null
    group by lower(kpi)
),
scored as (
    select distinct lower(measure) as name
    from staging.stg_service
    where party = 'partner'
),
counted as (
    select
        'Needs decided by their date' as measure,
        1 as place,
        'share' as unit,
        count(*) filter (decided_on <= due_on) as k,
        count(*) as n,
        100.0 * count(*) filter (decided_on <= due_on) / nullif(count(*), 0) as amount
    from staging.stg_needs
    where due_on <= $as_of
    union all
    select
        'KPIs that both sides answer for' as measure,
        2 as place,
        'share' as unit,
        count(*) filter (sides.parties > 1 or (sides.is_ours and scored.name is not null)) as k,
        count(*) as n,
        100.0 * k / nullif(n, 0) as amount
    from sides
    left join scored on sides.name = scored.name
    union all
    select
        'Forecast error of the partner' as measure,
        3 as place,
        'error' as unit,
        null as k,
        count(*) as n,
        100.0 * avg(abs(forecast - "value") / abs("value")) as amount
    from staging.stg_service
    where
        party = 'partner'
        and forecast is not null
        and "value" <> 0
        and "period" between $as_of - interval 12 month and $as_of
)
select
    measure,
    unit,
    if(n > 0, k, null) as kept,
    n,
    amount,
    if(n > 0, '', 'no data') as says
from counted
order by place
