-- one row per role and skill it requires: people at the level now, the level and the date
select
    needs.job_role,
    needs.skill,
    required.required_level,
    coalesce(required.criticality, 0.5) as weight,
    required.needed_by,
    required.people_needed,
    count(*) as people,
    count(newest."level") as assessed,
    count(*) filter (where newest."level" < needs.required_level) as below,
    median(newest."level") as middle_level
from marts.role_needs as needs
inner join staging.stg_role_requirements as required
    on needs.job_role = required.job_role and needs.skill = required.skill
left join marts.latest_levels as newest
    on needs.employee_id = newest.employee_id and needs.skill = newest.skill
group by
    needs.job_role,
    needs.skill,
    required.required_level,
    required.criticality,
    required.needed_by,
    required.people_needed
order by needs.job_role, needs.skill
