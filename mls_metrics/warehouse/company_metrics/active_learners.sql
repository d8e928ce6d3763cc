-- one row: people employed throughout the last 30 days, and how many learned in them
with actions as (
    select
        employee_id,
        occurred_on as acted_on
    from staging.stg_activity
    union all
    select
        employee_id,
        unnest([last_active_on, started_on, completed_on]) as acted_on
    from core.enrollments
),
active as (
    select distinct employee_id
    from actions
    where acted_on > $until_on - 30 and acted_on <= $until_on
),
known as (
    select
        exists (select 1 from staging.stg_activity)
        or exists (
            select 1 from core.enrollments
            where last_active_on is not null
        ) as is_known
)
select
    count(*) filter (where active.employee_id is not null) as k,
    if(bool_or(known.is_known), count(*), 0) as n
from core.people as people
cross join known
left join active on people.employee_id = active.employee_id
where people.exit_on is null and people.hire_on <= $until_on - 30
