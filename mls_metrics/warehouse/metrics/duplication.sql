-- one row per program in use: the skills it teaches, and how many another one teaches alike
with used as (
    select distinct program_id
    from core.enrollments
    where time_zero_on > $as_of - 365
),
offers as (
    select
        programs.program_id,
        coalesce(programs.audience, '') as audience,
        coalesce(links.skill, programs.skill) as skill,
        max(coalesce(links.target_level, -1)) as target_level
    from core.programs as programs
    inner join used on programs.program_id = used.program_id
    left join staging.stg_program_skills as links on programs.program_id = links.program_id
    where coalesce(programs.closes_on, $as_of) >= $as_of
    group by
        programs.program_id,
        coalesce(programs.audience, ''),
        coalesce(links.skill, programs.skill)
)
select
    offers.program_id,
    count(*) filter (
        where exists (
            select 1
            from offers as others
            where
                others.program_id <> offers.program_id
                and others.audience = offers.audience
                and others.skill = offers.skill
                and others.target_level = offers.target_level
        )
    ) as k,
    count(*) as n
from offers
where offers.skill is not null
group by offers.program_id
