-- one row per program: does it serve a gap of today, a need beyond the horizon, both or neither
with gaps as (
    select
        skill,
        sum(assessed) as assessed,
        sum(below) as below
    from marts.skill_gaps
    group by skill
),
ahead as (
    select
        taught.program_id,
        taught.skill,
        coalesce(bool_or(skills.future_critical), false)
        or coalesce(
            bool_or(needs.needed_by > $as_of + to_months(cast($horizon as integer))), false
        ) as is_tomorrow,
        coalesce(any_value(gaps.assessed), 0) >= $minimum_group as is_known,
        coalesce(any_value(gaps.below), 0) > 0 as is_below,
        count(needs.skill) = 0 as is_unrequired
    from marts.taught_skills as taught
    left join staging.stg_skills as skills on taught.skill = skills.skill
    left join staging.stg_role_requirements as needs on taught.skill = needs.skill
    left join gaps on taught.skill = gaps.skill
    group by taught.program_id, taught.skill
),
serving as (
    select
        program_id,
        bool_or(is_known and is_below) as is_today,
        bool_or(is_tomorrow) as is_tomorrow,
        bool_and(is_known or is_unrequired) as is_known,
        string_agg(skill, ', ' order by skill) as skills
    from ahead
    group by program_id
)
select
    facts.program_name as program,
    coalesce(serving.skills, '') as skills,
    case
        when serving.is_today and serving.is_tomorrow then 'both'
        when serving.is_today then 'today'
        when serving.is_tomorrow then 'tomorrow'
        when serving.program_id is null or not serving.is_known then 'not known'
        else 'neither'
    end as serves,
    facts.direct_cost as spend,
    case when facts.people >= $minimum_group then facts.starters * facts.hours_per_starter end
        as "hours",
    coalesce(facts.regulation, '') as regulation
from marts.program_facts as facts
left join serving on facts.program_id = serving.program_id
order by spend desc nulls last, program
