-- one row per program due for a refresh by the horizon, the most pressing first
with lives as (
    select taught.program_id, avg(skills.half_life_months order by taught.skill) as half_life_months
    from marts.taught_skills as taught
    inner join staging.stg_skills as skills
        on taught.skill = skills.skill and skills.half_life_months > 0
    group by taught.program_id
),
critical as (
    select taught.program_id, max(needs.criticality) as criticality
    from marts.taught_skills as taught
    inner join staging.stg_role_requirements as needs on taught.skill = needs.skill
    group by taught.program_id
),
weighed as (
    select
        served.program_id,
        max(objectives.weight / nullif(heaviest.weight, 0)) as weight_share
    from marts.program_goals as served
    inner join staging.stg_objectives as objectives
        on served.objective_id = objectives.objective_id
    cross join (select max(weight) as weight from staging.stg_objectives) as heaviest
    group by served.program_id
),
asked as (
    select program_id, min(raised_on) as asked_on
    from staging.stg_improvements
    where
        "kind" = 'refresh'
        and raised_on <= $as_of
        and coalesce(released_on > $as_of, true)
        and coalesce(concluded_on > $as_of, true)
    group by program_id
),
due as (
    select
        facts.program_id,
        facts.program_name,
        ages.age_months,
        coalesce(lives.half_life_months, $usual_half_life) as half_life_months,
        lives.half_life_months is null as is_assumed,
        if(facts.starters_year between 1 and $minimum_group - 1, null, facts.starters_year)
            as starters,
        case
            when facts.mandatory then 1.0
            else greatest(critical.criticality, weighed.weight_share)
        end as importance,
        asked.asked_on
    from marts.program_facts as facts
    inner join core.programs as programs on facts.program_id = programs.program_id
    inner join marts.content_ages as ages on facts.program_id = ages.program_id
    left join lives on facts.program_id = lives.program_id
    left join critical on facts.program_id = critical.program_id
    left join weighed on facts.program_id = weighed.program_id
    left join asked on facts.program_id = asked.program_id
    where coalesce(programs.closes_on > $as_of, true)
),
scored as (
    select
        due.*,
        1 - pow(0.5, age_months / half_life_months) as staleness,
        -- fewer than may be shown count as half of the smallest group that may
        coalesce(starters, $minimum_group / 2) / nullif(max(starters) over (), 0) as use_share
    from due
)
select
    row_number() over (
        order by use_share * staleness * coalesce(importance, 0.5) desc nulls last, program_name
    ) as place,
    program_name,
    age_months,
    half_life_months,
    is_assumed,
    starters,
    staleness,
    importance,
    100 * use_share * staleness * coalesce(importance, 0.5) as priority,
    cast(
        $as_of
        + to_days(cast(least(30.4375 * (half_life_months - age_months), 36500) as integer)) as date
    )
        as due_on,
    asked_on
from scored
where half_life_months - age_months <= $horizon_months
order by place
