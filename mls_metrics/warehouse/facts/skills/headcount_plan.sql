-- one row per role and month of the plan: people needed over all regions, and people now
with planned as (
    select
        job_role,
        period,
        sum(needed order by coalesce(region, '')) as needed,
        sum(planned_hires order by coalesce(region, '')) as planned_hires
    from staging.stg_workforce_plan
    group by job_role, period
),
employed as (
    select
        job_role,
        count(*) as people
    from core.people
    where exit_on is null
    group by job_role
)
select
    planned.job_role,
    planned.period,
    date_diff('month', cast($as_of as date), planned.period) as months_ahead,
    planned.needed,
    planned.planned_hires,
    employed.people
from planned
left join employed on planned.job_role = employed.job_role
order by planned.job_role, planned.period
