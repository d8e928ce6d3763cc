-- one row per objective whose KPI is not named or has no values
select
    objective_id,
    objective as example
from marts.objective_map
where not is_measured
order by objective_id
