-- one row per step, state and number of days: from a need to its first learner
with known as (
    select
        need_id,
        program_id,
        raised_on,
        case when decided_on <= $as_of then decided_on end as decided_on,
        case when designed_on <= $as_of then designed_on end as designed_on,
        case when scheduled_on <= $as_of then scheduled_on end as scheduled_on
    from staging.stg_needs
    where raised_on <= $as_of
),
begun as (
    select
        known.need_id,
        min(starts.time_zero_on) as ever_on,
        min(starts.time_zero_on)
        filter (where starts.time_zero_on >= coalesce(known.scheduled_on, known.raised_on))
            as first_on
    from known
    inner join core.enrollments as starts on known.program_id = starts.program_id
    group by known.need_id
),
-- without a date of scheduling, the starts of a program that ran before tell nothing
dated as (
    select
        known.*,
        case
            when known.scheduled_on is not null or begun.ever_on >= known.raised_on
                then begun.first_on
        end as first_on,
        known.scheduled_on is null and coalesce(begun.ever_on < known.raised_on, false)
            as is_unclear
    from known
    left join begun on known.need_id = begun.need_id
),
steps as (
    select
        is_unclear,
        unnest([
            {
                'place': 1, 'step': 'Raised to decided', 'from_on': raised_on, 'to_on': decided_on,
                'later_on': coalesce(designed_on, scheduled_on, first_on)
            },
            {
                'place': 2, 'step': 'Decided to designed', 'from_on': decided_on,
                'to_on': designed_on, 'later_on': coalesce(scheduled_on, first_on)
            },
            {
                'place': 3, 'step': 'Designed to scheduled', 'from_on': designed_on,
                'to_on': scheduled_on, 'later_on': first_on
            },
            {
                'place': 4, 'step': 'Scheduled to first learner', 'from_on': scheduled_on,
                'to_on': first_on, 'later_on': null
            },
            {
                'place': 5, 'step': 'Raised to first learner', 'from_on': raised_on,
                'to_on': first_on, 'later_on': null
            }
        ]) as part
    from dated
),
counted as (
    select
        part.place,
        part.step,
        case
            when part.place = 5 and is_unclear then 'date missing'
            when part.to_on is null and part.later_on is not null then 'date missing'
            when part.from_on is null and coalesce(part.to_on, part.later_on) is not null
                then 'date missing'
            when part.from_on is null then 'not reached'
            when part.to_on < part.from_on then 'date missing'
            when part.to_on is null then 'open'
            else 'done'
        end as state,
        date_diff('day', part.from_on, coalesce(part.to_on, $as_of)) as "days"
    from steps
)
select
    place,
    step,
    state,
    case when state <> 'date missing' then "days" end as "days",
    count(*) as needs
from counted
where state <> 'not reached'
group by all
order by place, state, "days"
