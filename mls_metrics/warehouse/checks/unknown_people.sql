-- one row per learner whom the roster does not know
select
    employee_id,
    count(*) as enrollments
from core.enrollments
where person_key is null and exists (select 1 from core.people)
group by employee_id
order by employee_id
