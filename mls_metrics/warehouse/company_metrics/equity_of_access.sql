-- one row: reach in the region that is reached least, by the reach of all
with begun as (
    select distinct person_key
    from core.enrollments
    where time_zero_on > $from_on and time_zero_on <= $until_on and person_key is not null
),
reached as (
    select
        people.region,
        count(*) as people,
        count(begun.person_key) as learners
    from core.people as people
    left join begun on people.person_key = begun.person_key
    where people.exit_on is null and people.region is not null
    group by people.region
),
shown as (
    select * from reached -- noqa: AM04
    where people >= $minimum_group
)
select
    min(learners / people) / nullif(sum(learners) / nullif(sum(people), 0), 0) as "value",
    if(count(*) > 1 and sum(learners) > 0, sum(people), 0) as n
from shown
