-- one row per objective due soon where fewer than half of those assessed have its skills
with needed as (
    select distinct
        serving.objective_id,
        coalesce(links.skill, programs.skill) as skill
    from (
        select
            objective_id,
            program_id
        from core.programs
        where objective_id is not null
        union
        select
            objective_id,
            program_id
        from staging.stg_objective_links
    ) as serving
    inner join core.programs as programs on serving.program_id = programs.program_id
    left join staging.stg_program_skills as links on serving.program_id = links.program_id
),
readiness as (
    select
        needed.objective_id,
        sum(gaps.assessed) as assessed,
        sum(gaps.below) as below
    from needed
    inner join marts.skill_gaps as gaps on needed.skill = gaps.skill
    group by needed.objective_id
)
select
    objectives.objective_id,
    objectives.due_on,
    objectives.objective as example
from staging.stg_objectives as objectives
inner join readiness on objectives.objective_id = readiness.objective_id
where
    objectives.due_on between $as_of and $as_of + 365
    and readiness.assessed >= 20
    and readiness.below / nullif(readiness.assessed, 0) > 0.5
order by objectives.objective_id
