-- one row per program and skill it is for: its target, who was assessed in it, and until when
with taught as (
    select
        program_id,
        skill,
        target_level
    from staging.stg_program_skills
    union all
    select
        program_id,
        skill,
        null as target_level
    from core.programs
    where skill is not null
),
targets as (
    select
        program_id,
        skill,
        max(target_level) as target_level
    from taught
    group by program_id, skill
),
programs_of as (
    select
        skill,
        list(program_id order by program_id) as programs
    from targets
    group by skill
),
required as (
    select
        skill,
        max(required_level) as required_level
    from staging.stg_role_requirements
    group by skill
),
assessed as (
    select
        tests.skill,
        count(distinct tests.employee_id) as people,
        cast(
            max(year(tests.assessed_on) * 12 + month(tests.assessed_on) - 1) as integer
        ) as last_month
    from staging.stg_skill_assessments as tests
    cross join core.settings as settings
    where tests.assessed_on <= settings.as_of
    group by tests.skill
),
roster as (
    select max(last_month) as last_month from marts.retention_people
)
select
    targets.program_id,
    targets.skill,
    targets.target_level,
    required.required_level,
    programs_of.programs,
    coalesce(assessed.people, 0) as assessed,
    least(assessed.last_month, roster.last_month) as last_month
from targets
cross join roster
inner join programs_of on targets.skill = programs_of.skill
left join required on targets.skill = required.skill
left join assessed on targets.skill = assessed.skill
order by targets.program_id, assessed desc, targets.skill
