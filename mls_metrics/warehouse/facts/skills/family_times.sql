-- one row per part, days and outcome: learners from the start until the level, the unfinished kept
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
        bool_or(
            regexp_matches(
                lower(coalesce(skills.family, '')),
                '\b(digital|data|ai|artificial intelligence|machine learning|emerging|analytics)\b'
            )
        ) as is_data_family
    from taught
    left join staging.stg_skills as skills on taught.skill = skills.skill
    where taught.skill in (select tests.skill from staging.stg_skill_assessments as tests)
    group by taught.program_id
)
select
    case when tagged.is_data_family then 'Digital, data and AI' else 'All other skills' end as part,
    times.days,
    times.is_event,
    count(*) as learners
from marts.time_to_level as times
inner join tagged on times.program_id = tagged.program_id
group by all
order by part, times.days, times.is_event
