-- one row per assessment made in the period
select * -- noqa: AM04
from staging.stg_skill_assessments
where assessed_on between $from_on and $until_on
