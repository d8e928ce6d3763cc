-- one row per enrollment of those whose first end in the program was in the period
select enrollments.* -- noqa: AM04
from core.enrollments as enrollments
where true
qualify
    min(
        coalesce(
            enrollments.completed_on,
            enrollments.withdrawn_on,
            case when enrollments."status" in ('failed', 'no_show') then enrollments.due_on end
        )
    ) over (partition by enrollments.program_id, enrollments.employee_id)
    between $from_on and $until_on
