-- one row per program, days and outcome: access given to an audience until a person's first use
with given as (
    select
        rollouts.program_id,
        people.person_key,
        people.employee_id,
        min(greatest(rollouts.access_on, coalesce(people.hire_on, rollouts.access_on)))
            as access_on,
        any_value(people.exit_on) as exit_on
    from staging.stg_rollouts as rollouts
    inner join staging.stg_audiences as audiences on rollouts.audience = audiences.audience
    inner join core.people as people
        on
            coalesce(audiences.department = people.department, audiences.department is null)
            and coalesce(audiences.region = people.region, audiences.region is null)
            and coalesce(audiences.job_role = people.job_role, audiences.job_role is null)
    where
        rollouts.access_on <= $as_of
        and coalesce(people.exit_on >= rollouts.access_on, true)
        and coalesce(audiences.department, audiences.region, audiences.job_role) is not null
    group by rollouts.program_id, people.person_key, people.employee_id
),
uses as (
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
        started_on as used_on
    from core.enrollments
    where started_on is not null
),
first_uses as (
    select
        program_id,
        employee_id,
        min(used_on) as used_on
    from uses
    group by program_id, employee_id
),
timed as (
    select
        given.program_id,
        date_diff(
            'day', given.access_on, coalesce(first_uses.used_on, given.exit_on, $as_of)
        ) as "days",
        first_uses.used_on is not null as is_event
    from given
    left join first_uses
        on
            given.program_id = first_uses.program_id
            and given.employee_id = first_uses.employee_id
)
select
    program_id,
    "days",
    is_event,
    count(*) as n
from timed
where "days" >= 0
group by program_id, "days", is_event
