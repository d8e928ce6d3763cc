-- one row: the latest date on which something happened, not after $today, plans aside
with events as (
    select hire_date as day from staging.stg_employees
    union all
    select termination_date as day from staging.stg_employees
    union all
    select snapshot_date as day from staging.stg_employees
    union all
    select valid_from as day from staging.stg_job_history
    union all
    select unnest([enrolled_on, assigned_on, started_on, completed_on, withdrawn_on]) as day
    from staging.stg_enrollments
    union all
    select assessed_on as day from staging.stg_skill_assessments
    union all
    select responded_on as day from staging.stg_surveys
    union all
    select last_day("period") as day from staging.stg_kpis
    union all
    select "period" as day from staging.stg_kpis
    union all
    select last_day("period") as day from staging.stg_costs
    union all
    select "period" as day from staging.stg_costs
    union all
    select unnest([raised_on, released_on, concluded_on]) as day from staging.stg_improvements
    union all
    select occurred_on as day from staging.stg_activity
)
select max(day) as latest
from events
where day <= $today
