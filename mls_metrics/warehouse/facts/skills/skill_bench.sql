-- one row per critical skill: on how many people it hangs, said only where nobody is revealed
with latest as (
    select
        employee_id,
        skill,
        arg_max(
            "level", (assessed_on, rater = 'test', rater = 'manager', "level")
        ) as "level"
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    group by employee_id, skill
    having max(assessed_on) >= $as_of - to_months(cast($valid_months as integer))
),
counted as (
    select
        needs.skill,
        count(*) as people,
        count(latest."level") as assessed,
        count(*) filter (where latest."level" >= needs.required_level) as able
    from core.people as people
    inner join staging.stg_role_requirements as needs on people.job_role = needs.job_role
    left join latest on people.employee_id = latest.employee_id and needs.skill = latest.skill
    where
        people.exit_on is null
        and needs.required_level > 0
        and needs.criticality >= 0.5
    group by needs.skill
)
select
    skill,
    case when people >= $minimum_group then people end as people,
    case when assessed = 0 or assessed >= $minimum_group then assessed end as assessed,
    case
        when people < $minimum_group or assessed between 1 and $minimum_group - 1
            then 'hidden: too few people'
        when assessed = 0 then 'not known'
        when able <= 2 and assessed - able < $minimum_group then 'hidden: too few people'
        when able = 0 then 'nobody'
        when able <= 2 then 'one or two'
        else 'three or more'
    end as bench
from counted
order by
    case bench
        when 'nobody' then 0 when 'one or two' then 1 when 'not known' then 2
        when 'hidden: too few people' then 3 else 4
    end,
    skill
