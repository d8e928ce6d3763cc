-- one row per employee of the region
select * -- noqa: AM04
from core.people
where region is not distinct from $region
