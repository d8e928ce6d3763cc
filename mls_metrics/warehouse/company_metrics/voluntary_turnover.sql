-- one row: voluntary leavers of the window, years worked in it, and how many exits have no type
with spans as (
    select
        exit_on,
        exit_type,
        greatest(hire_on, $from_on) as worked_from,
        least(coalesce(exit_on, observed_until), observed_until, $until_on) as worked_until
    from core.people
    where hire_on is not null
),
inside as (
    select
        spans.*,
        coalesce(exit_on = worked_until and exit_on > $from_on, false) as has_left
    from spans
    where worked_until >= worked_from
)
select
    count(*) filter (where has_left and exit_type = 'voluntary') as k,
    coalesce(sum(date_diff('day', worked_from, worked_until)), 0) / 365.25 as exposure,
    count(*) filter (where has_left) as exits,
    count(*) filter (where has_left and exit_type is null) as untyped,
    if((select count(people.exit_on) from core.people as people) > 0, count(*), 0) as n
from inside
