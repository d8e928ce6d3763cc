-- one row per unit and month with a value of one KPI
select
    kpis.unit_id,
    people.person_key,
    kpis."month",
    avg(kpis."value" order by kpis."value") as "value"
from core.kpis as kpis
left join core.people as people
    on kpis.unit_kind = 'person' and kpis.unit_id = people.employee_id
where kpis.kpi = $kpi and kpis.unit_kind = $unit_kind and kpis."value" is not null
group by kpis.unit_id, people.person_key, kpis."month"
order by kpis.unit_id, kpis."month"
