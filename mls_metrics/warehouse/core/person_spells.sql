-- one row per person and stretch of months in which the person was employed and nothing changed
with spans as (
    select
        person_key,
        employee_id,
        cast(year(hire_on) * 12 + month(hire_on) - 1 as integer) as hire_month,
        cast(
            year(coalesce(exit_on, observed_until)) * 12
            + month(coalesce(exit_on, observed_until)) - 1 as integer
        ) as last_month,
        job_role,
        job_level,
        region,
        manager_id,
        performance_rating
    from core.people
    where hire_on is not null and hire_on <= observed_until
),
window_start as (
    select coalesce(min(start_month), 0) - 18 as first_month
    from core.enrollments
    where start_month is not null and not is_outside_employment
),
history as (
    select
        employee_id,
        job_role,
        job_level,
        region,
        manager_id,
        performance_rating,
        is_from_roster,
        cast(year(valid_from - 1) * 12 + month(valid_from - 1) as integer) as rated_from_month,
        lag(valid_from) over by_day is null as is_first,
        coalesce(lead(year(valid_from - 1) * 12 + month(valid_from - 1)) over by_day, 1000000)
            as until_month
    from staging.stg_job_history
    window by_day as (partition by employee_id order by valid_from)
),
-- the first values hold for the months before, too, except a rating, which was not known yet
held as (
    select
        history.*,
        known.is_rated,
        case when known.is_rated then rated_from_month else 0 end as from_month,
        case when known.is_rated then until_month else rated_from_month end as end_month
    from history
    cross join (select unnest([false, true]) as is_rated) as known
    where known.is_rated or is_first
),
spells as (
    select
        spans.person_key,
        cast(
            greatest(spans.hire_month, window_start.first_month, coalesce(held.from_month, 0))
            as integer
        ) as from_month,
        cast(least(spans.last_month, coalesce(held.end_month - 1, 1000000)) as integer) as to_month,
        spans.hire_month,
        coalesce(held.job_role, spans.job_role, 'unknown') as job_role,
        coalesce(held.region, spans.region, 'unknown') as region,
        coalesce(held.job_level, spans.job_level, 'unknown') as job_level,
        case
            when held.employee_id is null then coalesce(spans.performance_rating, 'unknown')
            when not held.is_rated and not held.is_from_roster then 'unknown'
            else coalesce(held.performance_rating, 'unknown')
        end as rating,
        coalesce(held.manager_id, spans.manager_id) as manager_id,
        held.employee_id is not null
        and (held.is_rated or not held.is_from_roster) as is_rating_dated
    from spans
    cross join window_start
    left join held on spans.employee_id = held.employee_id
)
select *
from spells
where from_month <= to_month
order by person_key, from_month
