-- every person who left between two exports of the roster without a leaving date
select
    employee_id,
    strftime(last_seen_on, '%d %b %Y') || ' to ' || strftime(absent_on, '%d %b %Y') as example
from staging.roster_absences
where is_exit
order by last_seen_on, employee_id
