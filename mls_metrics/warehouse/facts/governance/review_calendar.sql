-- one row per subject: how often it is reviewed, the next date, what was missed
with gaps as (
    select
        subject,
        due_on,
        held_on,
        date_diff('day', lag(due_on) over (partition by subject order by due_on), due_on) as gap
    from staging.stg_reviews
),
kept as (
    select
        subject,
        count(*) as reviews,
        count(held_on) filter (held_on <= $as_of) as held,
        cast(round(median(gap)) as integer) as cadence,
        max(held_on) as last_held_on,
        max(due_on) as last_due_on,
        min(due_on) filter (held_on is null and due_on >= $as_of) as planned_on,
        count(*) filter (held_on is null and due_on < $as_of) as overdue,
        min(due_on) filter (held_on is null and due_on < $as_of) as overdue_since
    from gaps
    group by subject
)
select
    subject,
    cadence,
    last_held_on,
    coalesce(
        planned_on,
        case
            when cadence > 0
                then cast(
                    last_due_on
                    + to_days(
                        cadence
                        * greatest(
                            1,
                            cast(
                                ceil(date_diff('day', last_due_on, $as_of) / cadence) as integer
                            )
                        )
                    ) as date
                )
        end
    ) as next_on,
    overdue,
    overdue_since,
    date_diff('day', overdue_since, $as_of) as days_overdue,
    held,
    reviews
from kept
order by overdue desc, next_on, subject
