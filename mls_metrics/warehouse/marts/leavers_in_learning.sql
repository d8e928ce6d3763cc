-- one row: how many leavers the learning exports should hold, and how many they do
with first_seen as (
    select
        person_key,
        min(coalesce(time_zero_on, enrolled_on, assigned_on)) as first_on
    from core.enrollments
    where person_key is not null
    group by person_key
),
employed as (
    select
        people.exit_on,
        first_seen.first_on,
        first_seen.person_key is not null as is_seen
    from core.people as people
    left join first_seen on people.person_key = first_seen.person_key
    where people.hire_on is not null
),
days as (
    select
        coalesce(exit_on, first_on) as on_day,
        count(*) filter (where exit_on is null and first_on is not null) as begun,
        count(*) filter (where exit_on is not null) as leavers,
        count(*) filter (where exit_on is not null and is_seen) as seen
    from employed
    group by all
),
-- on each day: people still here who had begun something by then, against all who are still here
counted as (
    select
        on_day,
        leavers,
        seen,
        sum(begun) over (order by on_day nulls last) as stayers_begun
    from days
),
everybody as (
    select
        count(*) filter (where exit_on is null) as stayers,
        min(first_on) as first_day
    from employed
),
leaving as (
    select
        cast(coalesce(sum(counted.leavers), 0) as bigint) as leavers,
        cast(coalesce(sum(counted.seen), 0) as bigint) as seen,
        cast(
            coalesce(
                sum(counted.leavers * counted.stayers_begun) / nullif(any_value(stayers), 0), 0
            ) as double
        ) as expected
    from counted
    inner join everybody on counted.on_day >= everybody.first_day
)
select
    leavers,
    expected,
    seen,
    expected >= 10 and seen <= 0.1 * expected as is_active_only
from leaving
