-- one row per person with a known hire date: months of hire and exit, and the last full month seen
with roster as (
    select
        person_key,
        cast(year(hire_on) * 12 + month(hire_on) - 1 as integer) as hire_month,
        cast(year(exit_on) * 12 + month(exit_on) - 1 as integer) as exit_month,
        cast(year(observed_until + 1) * 12 + month(observed_until + 1) - 2 as integer)
            as last_month,
        exit_type
    from core.people
    where hire_on is not null and hire_on <= observed_until
)
select
    person_key,
    hire_month,
    case when exit_month <= last_month then exit_month end as exit_month,
    case
        when exit_month is null or exit_month > last_month then 0
        when exit_type = 'voluntary' then 1
        when exit_type = 'involuntary' then 2
        when exit_type is null then 4
        else 3
    end as exit_kind,
    last_month
from roster
