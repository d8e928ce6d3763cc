-- one row: programs on offer in the window, and the share that somebody began in it
with used as (
    select distinct program_id
    from core.enrollments
    where time_zero_on > $from_on and time_zero_on <= $until_on
)
select
    count(used.program_id) / nullif(count(*), 0) as "value",
    count(*) as n
from core.programs as programs
left join used on programs.program_id = used.program_id
where
    programs.is_registered
    and coalesce(programs.launched_on <= $until_on, true)
    and coalesce(programs.closes_on > $from_on, true)
