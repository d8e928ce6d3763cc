-- one row per skill of one program: its target, who was assessed in it, and until when
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
required as (
    select skill, max(required_level) as required_level
    from staging.stg_role_requirements
    group by skill
),
roster as (
    select max(last_month) as last_month from marts.retention_people
)
select
    targets.skill,
    targets.target_level,
    required.required_level,
    count(distinct tests.employee_id) as assessed,
    least(
        max(year(tests.assessed_on) * 12 + month(tests.assessed_on) - 1), any_value(roster.last_month)
    ) as last_month,
    list_sort(
        coalesce(
            (
                select list(distinct others.program_id) from targets as others
                where others.skill = targets.skill and others.program_id <> $program_id
            ),
            []
        )
    ) as rivals,
    (select avg(is_rating_dated::integer) from marts.retention_months) as dated_share
from targets
cross join roster
cross join core.settings as settings
left join required on targets.skill = required.skill
left join staging.stg_skill_assessments as tests
    on targets.skill = tests.skill and tests.assessed_on <= settings.as_of
where targets.program_id = $program_id
group by targets.skill, targets.target_level, required.required_level
order by assessed desc, targets.skill
