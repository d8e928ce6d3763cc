-- one row per role and skill needed between today and the horizon: people needed, ready, short
with held as (
    select
        needs.job_role,
        needs.skill,
        count(*) as people,
        count(*) filter (where latest."level" >= needs.required_level) as ready
    from marts.role_needs as needs
    left join marts.latest_levels as latest
        on needs.employee_id = latest.employee_id and needs.skill = latest.skill
    group by needs.job_role, needs.skill
)
select
    needs.job_role,
    needs.skill,
    needs.needed_by,
    needs.people_needed,
    case when held.people >= $minimum_group then held.people end as people,
    case when held.people >= $minimum_group then held.ready end as ready,
    case
        when held.people >= $minimum_group then greatest(needs.people_needed - held.ready, 0)
    end as short
from staging.stg_role_requirements as needs
left join held on needs.job_role = held.job_role and needs.skill = held.skill
where
    needs.needed_by > $as_of
    and needs.needed_by <= $as_of + to_months(cast($horizon as integer))
order by needs.needed_by, needs.job_role, needs.skill
