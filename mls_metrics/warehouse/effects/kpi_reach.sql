-- one row: people who began a program and were there in a KPI's months, and those it has values for
with absent as (
    select person_key
    from core.person_spells
    group by person_key
    having not bool_or(from_month <= $last_month and to_month >= $first_month)
),
learners as (
    select distinct starts.person_key, people.employee_id, people.department, people.location
    from marts.retention_starts as starts
    inner join core.people as people on starts.person_key = people.person_key
    anti join absent on starts.person_key = absent.person_key
    where starts.program_id = $program_id
),
units as (
    select person_key, employee_id as unit_id from learners where $unit_kind = 'person'
    union
    select person_key, department as unit_id from learners where $unit_kind = 'department'
    union
    select person_key, location as unit_id from learners where $unit_kind = 'location'
    union
    select
        learners.person_key,
        case $unit_kind when 'manager' then spells.manager_id else spells.region end as unit_id
    from learners
    inner join core.person_spells as spells on learners.person_key = spells.person_key
    where $unit_kind in ('manager', 'region')
    union
    select person_key, 'company' as unit_id from learners where $unit_kind = 'company'
),
valued as (
    select distinct unit_id from core.kpis where kpi = $kpi and unit_kind = $unit_kind
)
select
    (select count(*) from learners) as begun,
    count(distinct units.person_key) as measured
from units
inner join valued on units.unit_id = valued.unit_id
