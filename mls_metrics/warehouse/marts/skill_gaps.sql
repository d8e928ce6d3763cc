-- one row per skill, job role and region: people below the level their role requires
with people_needing as (
    select
        people.person_key,
        people.employee_id,
        people.job_role,
        coalesce(people.region, 'unknown') as region,
        needs.skill,
        needs.required_level
    from core.people as people
    inner join staging.stg_role_requirements as needs on people.job_role = needs.job_role
    where people.exit_on is null and needs.required_level > 0
),
quarterly as (
    select
        tests.employee_id,
        tests.skill,
        year(tests.assessed_on) * 4 + quarter(tests.assessed_on) - 1 as quarter_index,
        arg_max(
            tests."level",
            (tests.assessed_on, case tests.rater when 'test' then 2 when 'manager' then 1 else 0 end)
        ) as "level"
    from staging.stg_skill_assessments as tests
    where tests.assessed_on <= $as_of
    group by tests.employee_id, tests.skill, quarter_index
),
cells as (
    select
        needing.skill,
        needing.job_role,
        needing.region,
        quarterly.quarter_index,
        count(*) as assessed,
        count(*) filter (where quarterly."level" < needing.required_level) as below
    from people_needing as needing
    inner join quarterly
        on needing.employee_id = quarterly.employee_id and needing.skill = quarterly.skill
    group by needing.skill, needing.job_role, needing.region, quarterly.quarter_index
),
ranked as (
    select
        cells.*,
        row_number() over (
            partition by skill, job_role, region order by quarter_index desc
        ) as quarters_ago,
        below / nullif(assessed, 0) > $persisting_share as is_gap
    from cells
),
persisting as (
    select
        skill,
        job_role,
        region,
        coalesce(min(quarters_ago) filter (where not is_gap) - 1, count(*)) as periods_persisting
    from ranked
    group by skill, job_role, region
),
latest as (
    select
        needing.skill,
        needing.job_role,
        needing.region,
        count(*) as assessed,
        count(*) filter (where newest."level" < needing.required_level) as below
    from people_needing as needing
    inner join (
        select
            employee_id,
            skill,
            arg_max("level", quarter_index) as "level"
        from quarterly
        group by employee_id, skill
    ) as newest
        on needing.employee_id = newest.employee_id and needing.skill = newest.skill
    group by needing.skill, needing.job_role, needing.region
),
required as (
    select
        skill,
        job_role,
        region,
        count(*) as people
    from people_needing
    group by skill, job_role, region
),
teaching as (
    select
        skill,
        min(program_id) as program_id
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
    group by skill
)
select
    required.skill,
    required.job_role,
    required.region,
    required.people,
    coalesce(latest.assessed, 0) as assessed,
    coalesce(latest.below, 0) as below,
    coalesce(persisting.periods_persisting, 0) as periods_persisting,
    coalesce(teaching.program_id, '') as program_id
from required
left join latest
    on required.skill = latest.skill
    and required.job_role = latest.job_role
    and required.region = latest.region
left join persisting
    on required.skill = persisting.skill
    and required.job_role = persisting.job_role
    and required.region = persisting.region
left join teaching on required.skill = teaching.skill
