-- one row per improvement raised in the period
select * -- noqa: AM04
from staging.stg_improvements
where raised_on between $from_on and $until_on
