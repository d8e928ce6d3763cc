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
-- on each day: people still here who had begun something by then, against all who are still here
counted as (
    select
        exit_on,
        is_seen,
        sum(case when exit_on is null and first_on is not null then 1 else 0 end) over (
            order by coalesce(exit_on, first_on) nulls last
            range between unbounded preceding and current row
        ) as stayers_begun,
        count(*) filter (where exit_on is null) over () as stayers,
        min(first_on) over () as first_day
    from employed
),
leavers as (
    select
        is_seen,
        stayers_begun / nullif(stayers, 0) as share_expected
    from counted
    where exit_on >= first_day
)
select
    count(*) as leavers,
    cast(coalesce(sum(share_expected), 0) as double) as expected,
    count(*) filter (where is_seen) as seen,
    coalesce(sum(share_expected), 0) >= 10
    and count(*) filter (where is_seen) <= 0.1 * coalesce(sum(share_expected), 0)
        as is_active_only
from leavers
