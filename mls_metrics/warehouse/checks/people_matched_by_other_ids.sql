-- one row per learner whom the roster knows under another id
select
    keys.external_id as example,
    keys.employee_id,
    keys.how
from joined.person_keys as keys
inner join core.people as people on keys.employee_id = people.employee_id
order by example
