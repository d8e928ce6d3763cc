-- one row: critical skills that enough people were assessed in, and the share with two experts
with critical as (
    select skill from staging.stg_skills
    where future_critical
    union
    select skill from staging.stg_role_requirements
    where criticality >= 0.7
),
latest as (
    select
        employee_id,
        skill,
        "level",
        scale_max
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    qualify
        row_number() over (
            partition by employee_id, skill
            order by
                assessed_on desc,
                case rater when 'test' then 0 when 'manager' then 1 else 2 end,
                "level" desc
        ) = 1
),
bench as (
    select
        critical.skill,
        count(*) as assessed,
        count(*) filter (where latest."level" >= 0.8 * latest.scale_max) as experts
    from critical
    inner join latest on critical.skill = latest.skill
    inner join core.people as people on latest.employee_id = people.employee_id
    where people.exit_on is null and latest.scale_max > 0
    group by critical.skill
)
select
    count(*) filter (where experts >= 2) / nullif(count(*), 0) as "value",
    count(*) as n
from bench
where assessed >= $minimum_group
