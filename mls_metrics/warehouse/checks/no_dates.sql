-- one row per enrollment, where no file holds a date on which something happened
select
    employee_id,
    program_id
from staging.stg_enrollments
where $as_of = date '1970-01-01'
order by employee_id, program_id
