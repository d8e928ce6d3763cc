-- one row per program and group: of those still here, who used it, uses it now, and is at the level
with latest_use as (
    select
        program_id,
        employee_id,
        max(used_on) as used_on
    from (
        select
            program_id,
            employee_id,
            occurred_on as used_on
        from staging.stg_activity
        where program_id is not null and occurred_on <= $as_of
        union all
        select
            program_id,
            employee_id,
            coalesce(last_active_on, started_on) as used_on
        from core.enrollments
        where coalesce(last_active_on, started_on) <= $as_of
    ) as every_use
    group by program_id, employee_id
),
-- the level shown after access in what the program teaches, where it says which level it is for
at_level as (
    select
        uses.program_id,
        uses.employee_id,
        bool_and(rated."level" >= taught.target_level) as is_there
    from marts.first_uses as uses
    inner join staging.stg_program_skills as taught
        on uses.program_id = taught.program_id and taught.target_level > 0
    inner join (
        select
            skill_assessments.employee_id,
            skill_assessments.skill,
            arg_max(skill_assessments."level", skill_assessments.assessed_on) as "level",
            max(skill_assessments.assessed_on) as assessed_on
        from staging.stg_skill_assessments as skill_assessments
        where skill_assessments.assessed_on <= $as_of
        group by skill_assessments.employee_id, skill_assessments.skill
    ) as rated
        on
            uses.employee_id = rated.employee_id
            and taught.skill = rated.skill
            and rated.assessed_on >= uses.access_on
    group by uses.program_id, uses.employee_id
),
passed as (
    select
        program_id,
        employee_id,
        bool_or(coalesce(is_passed, score >= pass_mark)) as is_there
    from core.enrollments
    where coalesce(is_passed, score >= pass_mark) is not null
    group by program_id, employee_id
),
here as (
    select
        uses.program_id,
        uses.audience,
        uses.first_on is not null as has_used,
        uses.third_on is not null as has_habit,
        latest_use.used_on > $as_of - cast($recent_days as integer) as uses_now,
        coalesce(at_level.is_there, passed.is_there) as is_there
    from marts.first_uses as uses
    inner join core.people as people on uses.employee_id = people.employee_id
    left join latest_use
        on uses.program_id = latest_use.program_id and uses.employee_id = latest_use.employee_id
    left join at_level
        on uses.program_id = at_level.program_id and uses.employee_id = at_level.employee_id
    left join passed
        on uses.program_id = passed.program_id and uses.employee_id = passed.employee_id
    where people.exit_on is null
)
select
    here.program_id,
    coalesce(any_value(programs.program_name), here.program_id) as program_name,
    here.audience,
    count(*) as people,
    count(*) filter (where here.has_used) as used,
    count(*) filter (where here.has_habit) as used_thrice,
    count(*) filter (where coalesce(here.uses_now, false)) as use_now,
    count(here.is_there) filter (where here.has_used) as rated,
    count(*) filter (where here.has_used and coalesce(here.is_there, false)) as at_level
from here
left join core.programs as programs on here.program_id = programs.program_id
group by here.program_id, here.audience
having count(*) >= $minimum_group
order by here.program_id, here.audience
