-- one row per program, group, days and outcome: access until the first use, or the third from three
with followed as (
    select
        program_id,
        audience,
        change_activity,
        access_on,
        employee_id,
        seen_until,
        case when $use_number >= 3 then third_on else first_on end as used_on
    from marts.first_uses
),
counted as (
    select
        program_id,
        audience,
        min(access_on) as access_on,
        max(change_activity) as change_activity,
        count(*) as people
    from followed
    group by program_id, audience
)
select
    followed.program_id,
    coalesce(any_value(programs.program_name), followed.program_id) as program_name,
    followed.audience,
    any_value(counted.access_on) as access_on,
    any_value(counted.change_activity) as change_activity,
    date_diff('day', followed.access_on, coalesce(followed.used_on, followed.seen_until)) as "days",
    followed.used_on is not null as is_event,
    count(*) as n
from followed
inner join counted
    on followed.program_id = counted.program_id and followed.audience = counted.audience
left join core.programs as programs on followed.program_id = programs.program_id
where counted.people >= $minimum_group
group by
    followed.program_id,
    followed.audience,
    date_diff('day', followed.access_on, coalesce(followed.used_on, followed.seen_until)),
    followed.used_on is not null
order by followed.program_id, followed.audience, "days", is_event
