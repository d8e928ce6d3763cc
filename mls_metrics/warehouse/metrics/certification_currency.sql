-- one row per program whose certificates expire: people it binds today, and who holds a valid one
with expiring as (
    select distinct program_id
    from core.enrollments
    where expires_on is not null
),
standing as (
    select
        enrollments.program_id,
        enrollments.person_key,
        bool_or(enrollments."status" = 'completed' or enrollments.credit in ('equivalent', 'rpl'))
            as has_held,
        bool_or(
            (enrollments."status" = 'completed' or enrollments.credit in ('equivalent', 'rpl'))
            and enrollments.is_passed is distinct from false
            and coalesce(enrollments.expires_on, $as_of) >= $as_of
        ) as is_valid,
        bool_or(
            enrollments."status" = 'waived'
            and coalesce(enrollments.credit, 'none') not in ('equivalent', 'rpl')
        ) as is_waived,
        coalesce(max(enrollments.due_on) < $as_of, false) as was_due
    from core.enrollments as enrollments
    inner join expiring on enrollments.program_id = expiring.program_id
    where enrollments."status" not in ('cancelled', 'denied', 'waitlisted')
    group by enrollments.program_id, enrollments.person_key
)
select
    standing.program_id,
    count(*) filter (where standing.is_valid) as k,
    count(*) as n
from standing
inner join core.people as people on standing.person_key = people.person_key
where
    people.exit_on is null
    and (standing.is_valid or not standing.is_waived)
    and (standing.has_held or standing.was_due)
group by standing.program_id
