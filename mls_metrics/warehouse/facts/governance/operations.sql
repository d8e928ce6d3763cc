-- one row per measure of running learning: the last months, those before, the target
with spans as (
    select
        $as_of as until,
        cast($as_of - to_months(cast($months as integer)) as date) as since,
        cast($as_of - to_months(2 * cast($months as integer)) as date) as before
),
events as (
    select 'Sessions planned' as measure, planned_on as day, 1.0 as top, null as base, null as days
    from staging.stg_sessions
    union all
    select 'Sessions held' as measure, held_on as day, 1.0 as top, null as base, null as days
    from staging.stg_sessions
    union all
    select
        'Sessions not held' as measure,
        planned_on as day,
        1.0 as top,
        null as base,
        null as days
    from staging.stg_sessions
    where held_on is null and planned_on < $as_of
    union all
    select
        'Seat fill' as measure,
        held_on as day,
        attended as top,
        seats as base,
        null as days
    from staging.stg_sessions
    where held_on is not null and seats > 0 and attended is not null
    union all
    select
        'No-shows' as measure,
        held_on as day,
        greatest(booked - attended, 0) as top,
        booked as base,
        null as days
    from staging.stg_sessions
    where held_on is not null and booked > 0 and attended is not null
    union all
    select
        'Vendor turnaround' as measure,
        needs.designed_on as day,
        null as top,
        null as base,
        date_diff('day', needs.decided_on, needs.designed_on) as days
    from staging.stg_needs as needs
    inner join core.programs as programs on needs.program_id = programs.program_id
    where programs.party = 'partner' and needs.designed_on >= needs.decided_on
    union all
    select
        'Content lead time' as measure,
        released_on as day,
        null as top,
        null as base,
        date_diff('day', raised_on, released_on) as days
    from staging.stg_improvements
    where released_on >= raised_on and "kind" in ('refresh', 'suggestion')
),
measured as (
    select
        events.measure,
        events.day > spans.since as is_now,
        case
            when count(events.base) > 0 then 100.0 * sum(events.top) / sum(events.base)
            when count(events.days) > 0 then median(events.days)
            else sum(events.top)
        end as result,
        count(*) as n
    from events
    inner join spans on events.day > spans.before and events.day <= spans.until
    group by events.measure, is_now
),
targets as (
    select
        replace(lower(measure), '_', ' ') as measure,
        arg_max(target, "period") as target
    from staging.stg_service
    where target is not null
    group by all
),
first_session as (
    select min(planned_on) as day
    from staging.stg_sessions
),
names (place, measure, unit) as (
    values
    (1, 'Sessions planned', 'sessions'),
    (2, 'Sessions held', 'sessions'),
    (3, 'Sessions not held', 'sessions'),
    (4, 'Seat fill', '%'),
    (5, 'No-shows', '%'),
    (6, 'Vendor turnaround', 'days'),
    (7, 'Content lead time', 'days')
)
select
    names.measure,
    names.unit,
    coalesce(present.result, if(unit = 'sessions' and first_session.day <= spans.since, 0, null))
        as amount,
    present.n,
    coalesce(past.result, if(unit = 'sessions' and first_session.day <= spans.before, 0, null))
        as amount_before,
    past.n as n_before,
    amount - amount_before as change,
    targets.target
from names
cross join spans
cross join first_session
left join measured as present on names.measure = present.measure and present.is_now
left join measured as past on names.measure = past.measure and not past.is_now
left join targets on lower(names.measure) = targets.measure
order by names.place
