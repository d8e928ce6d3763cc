-- one row per program and skill it teaches
select
    program_id,
    skill,
    max(target_level) as target_level
from (
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
) as named
group by program_id, skill
