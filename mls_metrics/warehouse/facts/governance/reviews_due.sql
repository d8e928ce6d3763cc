-- one row per review: held, late, overdue or planned
select
    subject,
    due_on,
    held_on,
    case
        when held_on <= due_on then 'held on time'
        when held_on is not null then 'held late'
        when due_on < $as_of then 'overdue'
        else 'planned'
    end as state,
    case
        when due_on < coalesce(held_on, $as_of)
            then date_diff('day', due_on, coalesce(held_on, $as_of))
    end as days_late,
    outcome
from staging.stg_reviews
order by held_on is not null, due_on, subject
