-- one row per naming of a person in an export, with the address and login beside it
select
    source.employee_id as external_id,
    lower(trim(source.email)) as email,
    lower(trim(source.username)) as username
from landing.enrollments as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.employee_id as external_id,
    lower(trim(source.email)) as email,
    lower(trim(source.username)) as username
from landing.surveys as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.employee_id as external_id,
    lower(trim(source.email)) as email,
    lower(trim(source.username)) as username
from landing.skill_assessments as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.employee_id as external_id,
    lower(trim(source.email)) as email,
    lower(trim(source.username)) as username
from landing.activity as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.employee_id as external_id,
    null as email,
    null as username
from landing.kpis as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.employee_id as external_id,
    null as email,
    null as username
from landing.job_history as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
union
select
    source.manager_id as external_id,
    null as email,
    null as username
from landing.employees as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
