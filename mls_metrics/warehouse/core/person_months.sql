-- one row per person and month in which the person was employed, with the values of that month
with months as (
    select
        person_spells.*,
        cast(unnest(range(from_month, to_month + 1)) as integer) as "month"
    from core.person_spells
)
select
    person_key,
    "month",
    case
        when "month" - hire_month < 3 then 0
        when "month" - hire_month < 6 then 1
        when "month" - hire_month < 12 then 2
        when "month" - hire_month < 24 then 3
        when "month" - hire_month < 36 then 4
        when "month" - hire_month < 60 then 5
        else 6
    end as tenure_band,
    job_role,
    region,
    job_level,
    rating,
    manager_id,
    is_rating_dated
from months
