-- one row: a year of learning hours, and those on skills that are tagged future-critical
with taught as (
    select
        program_id,
        skill
    from staging.stg_program_skills
    union
    select
        program_id,
        skill
    from core.programs
    where skill is not null
),
tagged as (
    select
        taught.program_id,
        avg(case when skills.future_critical then 1.0 else 0.0 end) as share
    from taught
    left join staging.stg_skills as skills on taught.skill = skills.skill
    group by taught.program_id
),
spent as (
    select
        enrollments.employee_id,
        enrollments."hours",
        enrollments."hours" * coalesce(tagged.share, 0) as tagged_hours
    from core.enrollments as enrollments
    left join tagged on enrollments.program_id = tagged.program_id
    where
        not enrollments.is_outside_employment
        and coalesce(enrollments.completed_on, enrollments.started_on) > $as_of - 365
        and enrollments."hours" is not null
)
select
    case when people >= $minimum_group then tagged_hours end as tagged_hours,
    case when people >= $minimum_group then all_hours end as all_hours,
    case when people >= $minimum_group then people end as people
from (
    select
        sum(tagged_hours order by employee_id, tagged_hours) as tagged_hours,
        sum("hours" order by employee_id, "hours") as all_hours,
        count(distinct employee_id) as people
    from spent
) as counted
where all_hours > 0
