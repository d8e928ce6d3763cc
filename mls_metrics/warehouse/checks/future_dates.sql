-- one row per date of an event that lies after the as-of date, beside enrollments that begin then
with dated as (
    select
        employee_id as row_id,
        unnest(
            [
                { 'name': 'employees.hire_date', 'day': hire_date },
                { 'name': 'employees.termination_date', 'day': termination_date },
                { 'name': 'employees.snapshot_date', 'day': snapshot_date }
            ]
        ) as item
    from staging.stg_employees
    union all
    select
        employee_id as row_id,
        unnest(
            [
                { 'name': 'enrollments.completed_on', 'day': completed_on },
                { 'name': 'enrollments.withdrawn_on', 'day': withdrawn_on }
            ]
        ) as item
    from staging.stg_enrollments
    where coalesce(started_on, enrolled_on, completed_on) <= $as_of
    union all
    select
        employee_id as row_id,
        { 'name': 'skill_assessments.assessed_on', 'day': assessed_on } as item
    from staging.stg_skill_assessments
    union all
    select
        cast(source_row as varchar) as row_id,
        { 'name': 'surveys.responded_on', 'day': responded_on } as item
    from staging.stg_surveys
)
select
    row_id,
    item.day as happens_on,
    item.name as example
from dated
where item.day > $as_of
order by item.name, row_id, item.day
