-- one row per program of the register: which parts of the standard process are on record
select
    program_name as program,
    "owner" is not null as has_owner,
    purpose is not null as has_purpose,
    launched_on is not null as has_launch,
    content_reviewed_on is not null as has_review,
    planned_hours is not null as has_hours,
    "owner" is not null
    and purpose is not null
    and launched_on is not null
    and content_reviewed_on is not null
    and planned_hours is not null as is_standard
from core.programs
where is_registered
order by is_standard, program
