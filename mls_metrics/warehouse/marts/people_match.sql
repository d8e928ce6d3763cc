-- one row per table in which people are named, with how its people were found in the roster
with seen as (
    select distinct
        'enrollments' as table_name,
        source.employee_id as external_id
    from landing.enrollments as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
    union all
    select distinct
        'surveys' as table_name,
        source.employee_id as external_id
    from landing.surveys as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active and source.employee_id is not null
    union all
    select distinct
        'skill_assessments' as table_name,
        source.employee_id as external_id
    from landing.skill_assessments as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
    union all
    select distinct
        'kpis' as table_name,
        source.employee_id as external_id
    from landing.kpis as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active and source.employee_id is not null
    union all
    select distinct
        'activity' as table_name,
        source.employee_id as external_id
    from landing.activity as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
)
select
    seen.table_name,
    count(*) as people,
    count(*) filter (where keys.how is null) as exact,
    count(*) filter (where keys.how = 'normalized') as normalized,
    count(*) filter (where keys.how = 'email') as email,
    count(*) filter (where keys.how in ('username', 'local_part')) as login,
    count(*) filter (where keys.how = 'corrected') as corrected,
    count(*) filter (where keys.how = 'ambiguous') as ambiguous,
    count(*) filter (where keys.how = 'unmatched') as unmatched
from seen
left join joined.person_keys as keys on seen.external_id = keys.external_id
where exists (select 1 from core.people)
group by seen.table_name
order by seen.table_name
