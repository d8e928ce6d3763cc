-- one row: the first month that measures of the service are known for
select min("period") as began_on
from staging.stg_service
where "period" <= $as_of
