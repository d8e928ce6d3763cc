-- one row per enrollment of somebody of the region
select enrollments.* -- noqa: AM04
from core.enrollments as enrollments
inner join core.people as people on enrollments.person_key = people.person_key
where people.region is not distinct from $region
