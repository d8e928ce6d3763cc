-- one row per person and month in which the person was employed, with the values of that month
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
months as (
    select
        spans.person_key,
        spans.employee_id,
        cast(calendar.month_index as integer) as "month",
        calendar.month_index - spans.hire_month as tenure_months,
        spans.job_role,
        spans.job_level,
        spans.region,
        spans.manager_id,
        spans.performance_rating
    from spans
    cross join window_start
    cross join
        unnest(
            generate_series(
                greatest(spans.hire_month, window_start.first_month), spans.last_month
            )
        ) as calendar (month_index)
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
        case
            when row_number() over (partition by employee_id order by valid_from) > 1
                then year(valid_from - 1) * 12 + month(valid_from - 1)
            else 0
        end as from_month,
        year(valid_from - 1) * 12 + month(valid_from - 1) as rated_from_month,
        coalesce(
            lead(year(valid_from - 1) * 12 + month(valid_from - 1))
                over (partition by employee_id order by valid_from),
            1000000
        ) as until_month
    from staging.stg_job_history
)
select
    months.person_key,
    months."month",
    case
        when months.tenure_months < 3 then 0
        when months.tenure_months < 6 then 1
        when months.tenure_months < 12 then 2
        when months.tenure_months < 24 then 3
        when months.tenure_months < 36 then 4
        when months.tenure_months < 60 then 5
        else 6
    end as tenure_band,
    coalesce(history.job_role, months.job_role, 'unknown') as job_role,
    coalesce(history.region, months.region, 'unknown') as region,
    coalesce(history.job_level, months.job_level, 'unknown') as job_level,
    case
        when history.employee_id is null then coalesce(months.performance_rating, 'unknown')
        when months."month" < history.rated_from_month and not history.is_from_roster
            then 'unknown'
        else coalesce(history.performance_rating, 'unknown')
    end as rating,
    coalesce(history.manager_id, months.manager_id) as manager_id,
    history.employee_id is not null
    and (not history.is_from_roster or months."month" >= history.rated_from_month)
        as is_rating_dated
from months
left join history
    on
        months.employee_id = history.employee_id
        and months."month" >= history.from_month
        and months."month" < history.until_month
