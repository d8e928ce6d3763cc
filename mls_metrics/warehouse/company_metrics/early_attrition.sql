-- one row per days and outcome: hire to leaving, of people hired since the roster holds leavers
with leavers as (
    select min(exit_on) as first_exit_on from core.people
)
select
    date_diff('day', people.hire_on, coalesce(people.exit_on, people.observed_until)) as "days",
    people.exit_on is not null as is_event,
    count(*) as n
from core.people as people
cross join leavers
where
    leavers.first_exit_on is not null
    and people.hire_on >= greatest(leavers.first_exit_on, $as_of - 1095)
    and coalesce(people.exit_on, people.observed_until) >= people.hire_on
group by "days", is_event
