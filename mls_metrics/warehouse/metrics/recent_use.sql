-- one row per program: of the last twelve months, how many saw somebody begin it
select
    program_id,
    count(distinct start_month) filter (
        where start_month > year($as_of) * 12 + month($as_of) - 13
    ) as k,
    12 as n
from core.enrollments
where start_month is not null
group by program_id
