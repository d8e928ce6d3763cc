-- every enrollment whose mark of being overdue contradicts its due date
select
    source.employee_id,
    source.program_id as example
from staging.stg_enrollments as source
inner join core.enrollments as known
    on
        source.employee_id = known.employee_id
        and source.program_id = known.program_id
        and source.attempt_key = known.attempt_key
where
    source.overdue
    and source.due_on >= $as_of
    and known."status" in ('enrolled', 'not_started', 'in_progress', 'unknown')
order by source.employee_id, source.program_id
