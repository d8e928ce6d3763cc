-- one row per escalation: who was asked, by when, and how it stands
select
    "rule",
    "role",
    raised_on,
    due_on,
    acknowledged_on,
    closed_on,
    case
        when
            closed_on is not null and closed_on <= coalesce(due_on, closed_on)
            then 'closed in time'
        when closed_on is not null then 'closed late'
        when due_on < $as_of then 'late'
        when acknowledged_on is not null then 'acknowledged'
        else 'triggered'
    end as state,
    date_diff('day', raised_on, coalesce(closed_on, $as_of)) as days_open
from staging.stg_escalations
order by closed_on is not null, due_on, "rule", raised_on
