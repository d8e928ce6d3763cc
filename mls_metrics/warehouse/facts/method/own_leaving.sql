-- one row: voluntary leavers of the last year, years worked in it, and exits without a type
with roster as (
    select min(exit_on) as first_exit_on from core.people
),
-- before its first exit a roster may not hold those who left, so nothing is counted there
spans as (
    select
        people.exit_on,
        people.exit_type,
        greatest(people.hire_on, $as_of - 365, roster.first_exit_on) as worked_from,
        least(coalesce(people.exit_on, people.observed_until), people.observed_until)
            as worked_until
    from core.people as people
    cross join roster
    where people.hire_on is not null and roster.first_exit_on is not null
),
inside as (
    select
        spans.*,
        coalesce(exit_on = worked_until and exit_on > worked_from, false) as has_left
    from spans
    where worked_until >= worked_from
)
select
    count(*) filter (where has_left and exit_type = 'voluntary') as k,
    coalesce(sum(date_diff('day', worked_from, worked_until)), 0) / 365.25 as exposure,
    count(*) filter (where has_left) as exits,
    count(*) filter (where has_left and exit_type is null) as untyped,
    count(*) as n
from inside
