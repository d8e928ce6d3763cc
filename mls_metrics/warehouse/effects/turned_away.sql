-- one row per person who asked for one program and could not come for outside reasons
select
    person_key,
    asked_month,
    reason,
    start_month
from marts.turned_away
where program_id = $program_id
order by person_key
