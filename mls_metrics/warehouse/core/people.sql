-- one row per employee of the roster
with roster_end as (
    select
        coalesce(
            max(snapshot_date),
            greatest(max(hire_date), max(termination_date)),
            max(hire_date),
            max(termination_date)
        ) as last_seen_on
    from staging.stg_employees
)
select
    roster.employee_id,
    cast(row_number() over (order by roster.employee_id) - 1 as integer) as person_key,
    roster.hire_date as hire_on,
    case
        when coalesce(roster.termination_date, absences.left_on) <= $as_of
            then coalesce(roster.termination_date, absences.left_on)
    end as exit_on,
    case when roster.termination_date <= $as_of then roster.termination_type end as exit_type,
    roster.job_role,
    roster.job_level,
    roster.department,
    roster.region,
    roster.location,
    roster.manager_id,
    roster.employment_type,
    roster.employment_status,
    roster.fte,
    cast(roster.annual_salary as double) as annual_salary,
    roster.performance_rating,
    least(roster_end.last_seen_on, $as_of) as observed_until
from staging.stg_employees as roster
cross join roster_end
left join staging.roster_absences as absences
    on roster.employee_id = absences.employee_id and absences.is_exit
