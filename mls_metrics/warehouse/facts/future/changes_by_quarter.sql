-- one row per complete quarter of the last two years: programs offered, and those changed
with quarters as (
    select
        cast(begins_on as date) as begins_on, cast(begins_on + interval 3 month as date) as ends_on
    from (
        select unnest(generate_series(
            cast(date_trunc('quarter', $as_of) - interval 24 month as timestamp),
            cast(date_trunc('quarter', $as_of) - interval 3 month as timestamp),
            interval 3 month
        )) as begins_on
    ) as spans
    where begins_on >= (select date_trunc('quarter', min(raised_on)) from staging.stg_improvements)
),
begun as (
    select program_id, min(time_zero_on) as begun_on
    from core.enrollments
    group by program_id
),
offered as (
    select
        quarters.begins_on,
        quarters.ends_on,
        programs.program_id
    from quarters
    inner join core.programs as programs on coalesce(programs.closes_on >= quarters.begins_on, true)
    left join begun on programs.program_id = begun.program_id
    where coalesce(programs.launched_on, begun.begun_on) < quarters.ends_on
),
released as (
    select
        offered.begins_on,
        offered.program_id,
        count(*) filter (where changes."kind" = 'refresh') as refreshes,
        count(changes.program_id) > 0 as is_changed
    from offered
    left join staging.stg_improvements as changes
        on
            offered.program_id = changes.program_id
            and changes.released_on >= offered.begins_on
            and changes.released_on < offered.ends_on
            and changes.released_on <= $as_of
    group by offered.begins_on, offered.program_id
)
select
    year(begins_on) || ' Q' || quarter(begins_on) as "quarter",
    count(*) as programs,
    count(*) filter (where is_changed) as changed,
    cast(sum(refreshes) as integer) as refreshes
from released
group by begins_on
order by begins_on
