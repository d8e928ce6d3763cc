-- one row per days and outcome: from the first need of a skill to the first program that offers it
with needed as (
    select
        skill,
        min(raised_on) as raised_on
    from staging.stg_needs
    where skill is not null and raised_on <= $as_of
    group by skill
),
begun as (
    select
        program_id,
        min(time_zero_on) as begun_on
    from core.enrollments
    group by program_id
),
offered as (
    select
        coalesce(links.skill, programs.skill) as skill,
        min(coalesce(programs.launched_on, begun.begun_on)) as offered_on,
        bool_or(coalesce(programs.launched_on, begun.begun_on) is null) as is_undated
    from core.programs as programs
    left join staging.stg_program_skills as links on programs.program_id = links.program_id
    left join begun on programs.program_id = begun.program_id
    where coalesce(links.skill, programs.skill) is not null
    group by coalesce(links.skill, programs.skill)
)
select
    date_diff('day', needed.raised_on, coalesce(least(offered.offered_on, $as_of), $as_of))
        as "days",
    coalesce(offered.offered_on <= $as_of, false) as is_event,
    count(*) as n
from needed
left join offered on needed.skill = offered.skill
where
    coalesce(offered.offered_on >= needed.raised_on, true)
    and not coalesce(offered.is_undated, false)
group by "days", is_event
