-- one row per audience and person of the roster whom its department, region or job role describes
select
    audiences.audience,
    people.employee_id,
    people.hire_on,
    people.exit_on,
    people.exit_on is null and coalesce(people.hire_on <= $as_of, true) as is_here
from staging.stg_audiences as audiences
inner join core.people as people
    on
        coalesce(audiences.department = people.department, audiences.department is null)
        and coalesce(audiences.region = people.region, audiences.region is null)
        and coalesce(audiences.job_role = people.job_role, audiences.job_role is null)
where coalesce(audiences.department, audiences.region, audiences.job_role) is not null
