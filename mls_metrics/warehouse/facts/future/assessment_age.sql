-- one row per role and skill: how long ago people were assessed, small groups hidden together
with latest as (
    select employee_id, skill, max(assessed_on) as assessed_on
    from staging.stg_skill_assessments
    where assessed_on <= $as_of
    group by employee_id, skill
),
people as (
    select
        needs.job_role,
        needs.skill,
        date_diff('day', latest.assessed_on, $as_of) / 30.4375 as age_months,
        latest.assessed_on > $as_of - to_months(cast($recent_months as integer)) as is_recent
    from marts.role_needs as needs
    left join latest on needs.employee_id = latest.employee_id and needs.skill = latest.skill
),
cells as (
    select
        job_role,
        skill,
        count(*) as people,
        count(age_months) as assessed,
        count(*) filter (where is_recent) as recent,
        median(age_months) as age_months,
        quantile_cont(age_months, 0.25) as age_low,
        quantile_cont(age_months, 0.75) as age_high
    from people
    group by job_role, skill
),
-- a single hidden group of a skill would follow from a total by subtraction: the next goes too
marked as (
    select
        cells.*,
        people < $minimum_group or assessed between 1 and $minimum_group - 1 as is_small,
        count(*) filter (
            where people < $minimum_group or assessed between 1 and $minimum_group - 1
        ) over (partition by skill) as small_ones
    from cells
),
hidden as (
    select
        marked.*,
        is_small or (
            small_ones = 1
            and row_number() over (
                partition by skill, is_small order by assessed, people, job_role
            ) = 1
        ) as is_hidden
    from marked
)
select
    job_role,
    skill,
    people,
    assessed,
    recent / people as recent_share,
    age_months,
    age_low,
    age_high
from hidden
where not is_hidden
order by age_months desc nulls first, job_role, skill
