-- every person missing from a later export of the roster that must be of a part of the company
select
    employee_id,
    people_absent || ' of ' || people || ' people of ' || strftime(last_seen_on, '%d %b %Y')
    || ' missing on ' || strftime(absent_on, '%d %b %Y') as example
from staging.roster_absences
where not is_exit
order by last_seen_on, employee_id
