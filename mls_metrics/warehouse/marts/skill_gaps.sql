-- one row per skill, job role and region: people below the level their role requires
with cells as (
    select
        needs.skill,
        needs.job_role,
        needs.region,
        count(*) as people,
        count(newest."level") as assessed,
        count(*) filter (where newest."level" < needs.required_level) as below
    from marts.role_needs as needs
    left join marts.latest_levels as newest
        on needs.employee_id = newest.employee_id and needs.skill = newest.skill
    group by needs.skill, needs.job_role, needs.region
),
quarters as (
    select
        skill,
        job_role,
        region,
        quarter_index,
        coalesce(
            max(quarter_index) filter (where below <= $persisting_share * assessed)
                over (partition by skill, job_role, region),
            -1
        ) as last_closed
    from marts.skill_gap_quarters
),
-- quarters without an assessment lie inside a run, they do not end it
persisting as (
    select
        skill,
        job_role,
        region,
        max(quarter_index) - min(quarter_index) + 1 as periods_persisting
    from quarters
    where quarter_index > last_closed
    group by skill, job_role, region
),
teaching as (
    select
        links.skill,
        arg_max(links.program_id, (coalesce(facts.starters, 0), links.program_id)) as program_id
    from (
        select
            skill,
            program_id
        from staging.stg_program_skills
        union all
        select
            skill,
            program_id
        from core.programs
        where skill is not null
    ) as links
    left join marts.program_facts as facts on links.program_id = facts.program_id
    group by links.skill
)
select
    cells.skill,
    cells.job_role,
    cells.region,
    cells.people,
    cells.assessed,
    cells.below,
    coalesce(persisting.periods_persisting, 0) as periods_persisting,
    coalesce(teaching.program_id, '') as program_id
from cells
left join persisting
    on
        cells.skill = persisting.skill
        and cells.job_role = persisting.job_role
        and cells.region = persisting.region
left join teaching on cells.skill = teaching.skill
