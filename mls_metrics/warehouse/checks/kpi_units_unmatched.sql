-- one row per KPI unit that the roster does not know
select
    kpis.unit_kind,
    kpis.unit_id,
    kpis.unit_id as example
from (
    select distinct
        unit_kind,
        unit_id
    from core.kpis
    where unit_kind in ('manager', 'department', 'region', 'location')
) as kpis
left join (
    select
        'manager' as unit_kind,
        manager_id as unit_id
    from core.person_spells
    union
    select
        'department' as unit_kind,
        department as unit_id
    from core.people
    union
    select
        'region' as unit_kind,
        region as unit_id
    from core.people
    union
    select
        'location' as unit_kind,
        location as unit_id
    from core.people
) as known on kpis.unit_kind = known.unit_kind and kpis.unit_id = known.unit_id
where known.unit_id is null and exists (select 1 from core.people)
order by kpis.unit_kind, kpis.unit_id
