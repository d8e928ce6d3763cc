-- one row per employee who stands in an export of the roster and in no later one, without an exit
with days as (
    select
        "system",
        headers,
        seen_on,
        count(*) as people,
        lead(seen_on) over (partition by "system", headers order by seen_on) as next_day
    from staging.roster_snapshots
    group by "system", headers, seen_on
),
last_seen as (
    select
        employee_id,
        arg_max("system", seen_on) as "system",
        arg_max(headers, seen_on) as headers,
        max(seen_on) as seen_on,
        bool_or(has_left) as has_left
    from staging.roster_snapshots
    group by employee_id
),
absent as (
    select
        last_seen.employee_id,
        days.seen_on as last_seen_on,
        days.next_day as absent_on,
        count(*) over (partition by days."system", days.headers, days.seen_on) as people_absent,
        days.people
    from last_seen
    inner join days
        on
            last_seen."system" is not distinct from days."system"
            and last_seen.headers = days.headers
            and last_seen.seen_on = days.seen_on
    where days.next_day is not null and not last_seen.has_left
)
-- more than a tenth gone in a month is a file of a part of the company, not a wave of exits
select
    employee_id,
    last_seen_on,
    absent_on,
    last_seen_on + cast((absent_on - last_seen_on + 1) // 2 as integer) as left_on,
    people_absent,
    people,
    people_absent <= greatest(1, 0.1 * people * (absent_on - last_seen_on) / 30.0) as is_exit
from absent
