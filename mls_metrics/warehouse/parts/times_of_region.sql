-- one row per program and learner of the region
select times.* -- noqa: AM04
from marts.time_to_level as times
inner join core.people as people on times.employee_id = people.employee_id
where people.region is not distinct from $region
