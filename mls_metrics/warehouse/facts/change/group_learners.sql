-- one row per group and program with learners of the group in it, few of them hidden
with learning as (
    select distinct
        program_id,
        employee_id
    from core.enrollments
    where
        "status" not in ('denied', 'cancelled', 'waitlisted')
        and (
            "status" in ('enrolled', 'not_started', 'in_progress')
            or coalesce(time_zero_on, enrolled_on)
            > $as_of - to_months(cast($recent_months as integer))
        )
),
sizes as (
    select
        audience,
        count(*) as people
    from marts.audience_people
    where is_here
    group by audience
),
counted as (
    select
        members.audience,
        learning.program_id,
        any_value(sizes.people) as people,
        count(*) as learners
    from marts.audience_people as members
    inner join learning on members.employee_id = learning.employee_id
    inner join sizes on members.audience = sizes.audience
    where members.is_here
    group by members.audience, learning.program_id
),
judged as (
    select
        counted.audience,
        counted.program_id,
        counted.learners,
        counted.learners < $minimum_group
        or counted.people - counted.learners between 1 and $minimum_group - 1
        or coalesce(bool_or(
            wider.learners - counted.learners between 1 and $minimum_group - 1
        ), false) as is_hidden
    from counted
    left join marts.audience_pairs as pairs on counted.audience = pairs.narrower
    left join counted as wider
        on pairs.wider = wider.audience and counted.program_id = wider.program_id
    group by counted.audience, counted.program_id, counted.learners, counted.people
)
select
    judged.audience,
    judged.program_id,
    coalesce(programs.program_name, judged.program_id) as program_name,
    case when not judged.is_hidden then judged.learners end as learners
from judged
left join core.programs as programs on judged.program_id = programs.program_id
order by judged.audience, judged.program_id
