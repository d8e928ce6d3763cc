-- one row per program with postings and nobody enrolled
select distinct
    costs.program_id,
    costs.program_id as example
from staging.stg_costs as costs
left join core.enrollments as enrollments on costs.program_id = enrollments.program_id
where enrollments.program_id is null
order by costs.program_id
