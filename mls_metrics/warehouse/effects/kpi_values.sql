-- one row per unit and month with a value of one KPI; persons by their key alone, in no order
with kept as (
    select
        people.person_key,
        kpis."month",
        kpis."value",
        case when $unit_kind != 'person' then kpis.unit_id end as unit_id
    from core.kpis as kpis
    left join core.people as people
        on kpis.unit_kind = 'person' and kpis.unit_id = people.employee_id
    where kpis.kpi = $kpi and kpis.unit_kind = $unit_kind and kpis."value" is not null
),
-- a mean of one or two values is the same in any order; only more of them need sorting
grouped as (
    select
        unit_id,
        person_key,
        "month",
        count(*) as number_of_values,
        (min("value") + max("value")) / 2 as "value"
    from kept
    group by unit_id, person_key, "month"
)
select
    unit_id,
    person_key,
    "month",
    "value"
from grouped
where number_of_values <= 2
union all
select
    kept.unit_id,
    kept.person_key,
    kept."month",
    avg(kept."value" order by kept."value") as "value"
from kept
inner join grouped
    on
        kept.unit_id is not distinct from grouped.unit_id
        and kept.person_key is not distinct from grouped.person_key
        and kept."month" = grouped."month"
where grouped.number_of_values > 2
group by kept.unit_id, kept.person_key, kept."month"
