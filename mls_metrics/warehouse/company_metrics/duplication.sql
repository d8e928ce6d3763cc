-- one row: programs with a skill and an audience, and the share that another one repeats
with taught as (
    select
        programs.program_id,
        programs.audience,
        coalesce(links.skill, programs.skill) as skill,
        links.target_level
    from core.programs as programs
    left join staging.stg_program_skills as links on programs.program_id = links.program_id
    where
        coalesce(links.skill, programs.skill) is not null
        and programs.audience is not null
        and coalesce(programs.closes_on > $as_of, true)
),
repeated as (
    select
        taught.program_id,
        bool_or(other.program_id is not null) as is_repeated
    from taught
    left join taught as other
        on
            taught.skill = other.skill
            and taught.audience = other.audience
            and taught.target_level is not distinct from other.target_level
            and taught.program_id != other.program_id
    group by taught.program_id
)
select
    count(*) filter (where is_repeated) / nullif(count(*), 0) as "value",
    count(*) as n
from repeated
