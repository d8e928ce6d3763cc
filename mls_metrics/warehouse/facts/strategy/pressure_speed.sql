-- one row per kind of program, days and outcome: from the start to the level it is for
with kinds as (
    select
        taught.program_id,
        bool_or(
            regexp_matches(
                lower(coalesce(skills.family, '')),
                '\b(digital|data|ai|analytics|automation|cloud|cyber\w*|software|technolog\w*)\b'
            )
            or coalesce(goals.category = 'digital', false)
        ) as is_digital
    from marts.taught_skills as taught
    left join staging.stg_skills as skills on taught.skill = skills.skill
    left join marts.program_goals as goals on taught.program_id = goals.program_id
    group by taught.program_id
),
grouped as (
    select
        if(coalesce(kinds.is_digital, false), 'digital', 'other') as kind,
        times."days",
        times.is_event,
        count(*) as n
    from marts.time_to_level as times
    left join kinds on times.program_id = kinds.program_id
    where times."days" is not null
    group by all
)
select *
from grouped
qualify sum(n) over (partition by kind) >= $minimum_group
order by kind, "days", is_event
