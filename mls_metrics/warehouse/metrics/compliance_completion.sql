-- one row per required program: employed people, and how many hold a valid completion
with valid as (
    select distinct
        program_id,
        person_key
    from core.enrollments
    where
        "status" = 'completed'
        and person_key is not null
        and coalesce(expires_on, $as_of) >= $as_of
)
select
    programs.program_id,
    count(valid.person_key) as k,
    count(*) as n
from core.programs as programs
cross join core.people as people
left join valid
    on programs.program_id = valid.program_id and people.person_key = valid.person_key
where programs.mandatory and people.exit_on is null
group by programs.program_id
