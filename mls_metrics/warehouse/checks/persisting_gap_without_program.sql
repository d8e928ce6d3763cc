-- one row per gap that has lasted four quarters and that no program addresses
select
    skill,
    job_role,
    region,
    skill as example
from marts.skill_gaps
where periods_persisting >= 4 and program_id = '' and assessed >= 8
order by skill, job_role, region
