-- one row per enrollment that begins after the as-of date
select
    employee_id,
    program_id,
    started_on
from staging.stg_enrollments
where coalesce(started_on, enrolled_on, completed_on) > $as_of
order by employee_id, program_id, started_on
