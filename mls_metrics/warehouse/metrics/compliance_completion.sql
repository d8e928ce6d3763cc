-- one row per required program: people it binds today, and how many hold a valid completion
with required as (
    select
        programs.program_id,
        bool_or(enrollments.assigned_on is not null or enrollments.due_on is not null)
            as is_assigned
    from core.programs as programs
    left join core.enrollments as enrollments on programs.program_id = enrollments.program_id
    where programs.mandatory
    group by programs.program_id
),
standing as (
    select
        program_id,
        person_key,
        bool_or(
            ("status" = 'completed' or credit in ('equivalent', 'rpl'))
            and is_passed is distinct from false
            and coalesce(expires_on, $as_of) >= $as_of
        ) as is_valid,
        bool_or("status" = 'waived' and coalesce(credit, 'none') not in ('equivalent', 'rpl'))
            as is_waived,
        coalesce(max(due_on) >= $as_of, false) as is_not_yet_due
    from core.enrollments
    where person_key is not null
    group by program_id, person_key
)
select
    required.program_id,
    count(*) filter (where standing.is_valid) as k,
    count(*) as n
from required
cross join core.people as people
left join standing
    on required.program_id = standing.program_id and people.person_key = standing.person_key
where
    people.exit_on is null
    and not coalesce(standing.is_waived, false)
    and (coalesce(standing.is_valid, false) or not coalesce(standing.is_not_yet_due, false))
    and (not coalesce(required.is_assigned, false) or standing.person_key is not null)
group by required.program_id
