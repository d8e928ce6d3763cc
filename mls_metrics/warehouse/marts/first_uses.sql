-- one row per program and person given access: the days of the first and of the third day of use
with given as (
    select
        rollouts.program_id,
        members.employee_id,
        min(greatest(rollouts.access_on, coalesce(members.hire_on, rollouts.access_on)))
            as access_on,
        coalesce(any_value(members.exit_on), $as_of) as seen_until,
        arg_min(rollouts.audience, (rollouts.access_on, rollouts.audience)) as audience,
        arg_min(
            case
                when lower(trim(rollouts.change_activity)) in ('none', 'no', 'false', '-') then ''
                else coalesce(trim(rollouts.change_activity), '')
            end,
            (rollouts.access_on, rollouts.audience)
        ) as change_activity
    from staging.stg_rollouts as rollouts
    inner join marts.audience_people as members on rollouts.audience = members.audience
    where
        rollouts.access_on <= $as_of
        and coalesce(members.exit_on >= rollouts.access_on, true)
    group by rollouts.program_id, members.employee_id
),
uses as (
    select
        program_id,
        employee_id,
        occurred_on as used_on
    from staging.stg_activity
    where program_id is not null and occurred_on <= $as_of
    union
    select
        program_id,
        employee_id,
        started_on as used_on
    from core.enrollments
    where started_on is not null
),
numbered as (
    select
        program_id,
        employee_id,
        used_on,
        row_number() over (partition by program_id, employee_id order by used_on) as use_number
    from uses
)
select
    given.program_id,
    given.employee_id,
    given.access_on,
    min(numbered.used_on) filter (where numbered.use_number = 1) as first_on,
    min(numbered.used_on) filter (where numbered.use_number = 3) as third_on,
    given.seen_until,
    given.audience,
    given.change_activity
from given
left join numbered
    on given.program_id = numbered.program_id and given.employee_id = numbered.employee_id
group by
    given.program_id,
    given.employee_id,
    given.access_on,
    given.seen_until,
    given.audience,
    given.change_activity
having coalesce(min(numbered.used_on) >= given.access_on, true) and given.seen_until >= access_on
