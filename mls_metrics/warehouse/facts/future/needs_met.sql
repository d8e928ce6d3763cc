-- one row per urgency: needs with a first learner by their date, late ones and open ones
with begun as (
    select
        known.need_id,
        min(starts.time_zero_on) as ever_on,
        min(starts.time_zero_on)
        filter (
            where starts.time_zero_on >= coalesce(known.scheduled_on, known.raised_on)
        ) as first_on
    from staging.stg_needs as known
    inner join core.enrollments as starts on known.program_id = starts.program_id
    group by known.need_id
),
dated as (
    select
        known.urgent,
        known.due_on,
        case
            when known.scheduled_on is not null or begun.ever_on >= known.raised_on
                then begun.first_on
        end as first_on,
        known.scheduled_on is null and coalesce(begun.ever_on < known.raised_on, false)
            as is_unclear
    from staging.stg_needs as known
    left join begun on known.need_id = begun.need_id
    where known.raised_on <= $as_of
)
select
    case when urgent then 'urgent' when not urgent then 'other' else 'not known' end as urgency,
    count(*) filter (where not is_unclear and first_on <= due_on) as met,
    count(*) filter (
        where not is_unclear and (first_on > due_on or (first_on is null and due_on < $as_of))
    ) as late,
    count(*) filter (where not is_unclear and first_on is null and due_on >= $as_of) as "open",
    count(*) filter (where due_on is null or is_unclear) as undated
from dated
group by urgency
order by list_position(['urgent', 'other', 'not known'], urgency)
