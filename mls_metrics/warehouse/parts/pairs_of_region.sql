-- one row per program, learner of the region and skill that the role requires
select pairs.* -- noqa: AM04
from marts.required_pairs as pairs
inner join core.people as people on pairs.employee_id = people.employee_id
where people.region is not distinct from $region
