-- one row per enrollment that ended in the period, or fell due in it and is overdue
select enrollments.* -- noqa: AM04
from core.enrollments as enrollments
where
    coalesce(
        enrollments.completed_on,
        enrollments.withdrawn_on,
        case
            when enrollments.is_overdue or enrollments."status" in ('failed', 'no_show', 'expired')
                then enrollments.due_on
        end
    ) between $from_on and $until_on
