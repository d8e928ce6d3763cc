-- one row: share of person-months whose role, level and rating come from dated history
select avg(is_rating_dated::integer) as dated_share
from marts.retention_months
