-- one row per KPI and kind of unit: values that concern the people of one program
with learners as (
    select starts.person_key, people.employee_id, people.department, people.location
    from marts.retention_starts as starts
    inner join core.people as people on starts.person_key = people.person_key
    where starts.program_id = $program_id
),
units as (
    select 'person' as unit_kind, employee_id as unit_id from learners
    union
    select 'department' as unit_kind, department as unit_id from learners
    union
    select 'location' as unit_kind, location as unit_id from learners
    union
    select 'manager' as unit_kind, spells.manager_id as unit_id
    from core.person_spells as spells
    inner join learners on spells.person_key = learners.person_key
    union
    select 'region' as unit_kind, spells.region as unit_id
    from core.person_spells as spells
    inner join learners on spells.person_key = learners.person_key
    union
    select 'company' as unit_kind, 'company' as unit_id
),
counted as (
    select kpis.kpi, kpis.unit_kind, count(*) as observations
    from core.kpis as kpis
    inner join units on kpis.unit_kind = units.unit_kind and kpis.unit_id = units.unit_id
    group by kpis.kpi, kpis.unit_kind
)
select
    series.kpi,
    series.unit_kind,
    series.is_higher_better,
    series.unit_of_measure,
    series.value_per_unit,
    series.units,
    series.first_month,
    series.last_month,
    coalesce(counted.observations, 0) as observations
from marts.kpi_series as series
left join counted on series.kpi = counted.kpi and series.unit_kind = counted.unit_kind
order by
    coalesce(series.kpi = $objective_kpi, false) desc,
    observations desc,
    series.coarseness,
    series.kpi
