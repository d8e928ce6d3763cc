-- one row per program still offered: what of it no longer holds, now and at the horizon
with planned as (
    select
        job_role,
        region,
        arg_max(needed, period) filter (where period <= $as_of) as needed_now,
        arg_max(needed, period) filter (
            where period > $as_of and period <= $as_of + to_months(cast($horizon_months as integer))
        ) as needed_then
    from staging.stg_workforce_plan
    group by job_role, region
),
demand as (
    select
        needs.skill,
        sum(planned.needed_now order by needs.job_role, planned.region) as needed_now,
        sum(planned.needed_then order by needs.job_role, planned.region) as needed_then
    from staging.stg_role_requirements as needs
    inner join planned on needs.job_role = planned.job_role
    where planned.needed_now + planned.needed_then is not null
    group by needs.skill
),
-- every skill of a program counts the same; those without a half-life are left out
halved as (
    select
        taught.program_id,
        taught.skill,
        skills.half_life_months,
        ages.age_months / skills.half_life_months as lives_now,
        (ages.age_months + $horizon_months) / skills.half_life_months as lives_then
    from marts.taught_skills as taught
    inner join staging.stg_skills as skills
        on taught.skill = skills.skill and skills.half_life_months > 0
    left join marts.content_ages as ages on taught.program_id = ages.program_id
),
held as (
    select
        program_id,
        avg(half_life_months order by skill) as half_life_months,
        avg(pow(0.5, lives_now) order by skill) as now_share,
        avg(pow(0.5, lives_then) order by skill) as then_share,
        avg(pow(0.5, lives_then / $doubt) order by skill) as then_best,
        avg(pow(0.5, lives_then * $doubt) order by skill) as then_worst
    from halved
    group by program_id
),
wanted as (
    select
        taught.program_id,
        avg(greatest(1 - demand.needed_then / demand.needed_now, 0) order by taught.skill) as lost
    from marts.taught_skills as taught
    inner join demand on taught.skill = demand.skill and demand.needed_now > 0
    group by taught.program_id
),
ruled as (
    select served.program_id, min(objectives.due_on) as rule_on
    from marts.program_goals as served
    inner join staging.stg_objectives as objectives
        on served.objective_id = objectives.objective_id and objectives.category = 'regulatory'
    left join marts.content_ages as ages on served.program_id = ages.program_id
    where
        objectives.due_on > coalesce(ages.reviewed_on, $as_of)
        and objectives.due_on <= $as_of + to_months(cast($horizon_months as integer))
    group by served.program_id
)
select
    facts.program_name,
    ages.age_months,
    held.half_life_months,
    1 - held.now_share as outdated_now,
    1 - held.then_share as from_age,
    1 - held.then_best as from_age_low,
    1 - held.then_worst as from_age_high,
    ruled.rule_on,
    wanted.lost as from_demand,
    facts.direct_cost as spend,
    if(facts.starters_year between 1 and $minimum_group - 1, null, facts.starters_year) as starters
from marts.program_facts as facts
inner join core.programs as programs on facts.program_id = programs.program_id
left join marts.content_ages as ages on facts.program_id = ages.program_id
left join held on facts.program_id = held.program_id
left join wanted on facts.program_id = wanted.program_id
left join ruled on facts.program_id = ruled.program_id
where coalesce(programs.closes_on > $as_of, true)
order by ages.age_months / held.half_life_months desc nulls last, facts.program_name
