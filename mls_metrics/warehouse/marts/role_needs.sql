-- one row per employed person and skill that the person's role requires
select
    people.employee_id,
    people.job_role,
    coalesce(people.region, 'unknown') as region,
    needs.skill,
    needs.required_level
from core.people as people
inner join staging.stg_role_requirements as needs on people.job_role = needs.job_role
where people.exit_on is null and needs.required_level > 0
