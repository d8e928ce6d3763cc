-- one row: mean days to the level of those who reached it, and starters dated by completion only
with starts as (
    select
        person_key,
        min(start_month) as start_month,
        bool_or(time_zero_kind = 'completion' and not is_excluded) as by_completion
    from marts.retention_starts
    where program_id = $program_id
    group by person_key
),
firsts as (
    select
        standing.person_key,
        any_value(starts.start_month) as start_month,
        bool_or(starts.person_key is not null) as is_enrolled,
        min(standing.from_month) as first_below,
        min(standing.reached_month) as first_reached,
        min(standing.reached_month) filter (
            where standing.reached_month > starts.start_month
            and standing.from_month <= starts.start_month
        ) as reached_after
    from standing
    left join starts on standing.person_key = starts.person_key
    group by standing.person_key
)
select
    avg(reached_after - start_month) * 365.25 / 12 as started_days,
    avg(first_reached - first_below) filter (where not is_enrolled) * 365.25 / 12 as never_days,
    (select count(*) filter (where by_completion) from starts) as by_completion
from firsts
