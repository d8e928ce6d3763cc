-- one row per person and month: the pattern of that month
select
    person_key,
    "month",
    tenure_code,
    role_code,
    region_code,
    level_code,
    rating_code,
    manager_key
from marts.retention_months
where "month" between $first_month and $last_month
order by person_key, "month"
