-- one row per KPI, kind of unit and month in which the level of nearly all units jumped and stayed
with monthly as (
    select
        kpi,
        unit_kind,
        unit_id,
        "month",
        avg("value" order by "value") as "value"
    from core.kpis
    where "value" is not null
    group by kpi, unit_kind, unit_id, "month"
),
around as (
    select
        kpi,
        unit_kind,
        "month",
        "value" - lag("value") over each_unit as step,
        "month" - lag("month") over each_unit as gap,
        median("value") over (each_unit range between 3 preceding and 1 preceding) as before,
        median("value") over (each_unit range between current row and 2 following) as after,
        median("value") over (each_unit range between 12 preceding and 1 preceding)
            as long_before,
        median("value") over (each_unit range between current row and 11 following)
            as long_after,
        count(*) over (each_unit range between 3 preceding and 1 preceding) as months_before,
        count(*) over (each_unit range between current row and 2 following) as months_after
    from monthly
    window each_unit as (partition by kpi, unit_kind, unit_id order by "month")
),
shifts as (
    select
        kpi,
        unit_kind,
        "month",
        count(*) as units,
        median(after - before) as shift,
        median(long_after - long_before) as long_shift,
        median(step) as step,
        avg(sign(after - before)) as agreement,
        stddev_samp(before order by before) as spread_before,
        stddev_samp(after order by after) as spread_after
    from around
    where gap = 1 and months_before = 3 and months_after = 3
    group by kpi, unit_kind, "month"
)
select
    shifts.kpi,
    shifts.unit_kind,
    shifts."month",
    shifts.units,
    shifts.shift,
    shifts.spread_before,
    shifts.spread_after / nullif(shifts.spread_before, 0) as spread_ratio
from shifts
left join shifts as year_before
    on
        shifts.kpi = year_before.kpi
        and shifts.unit_kind = year_before.unit_kind
        and shifts."month" = year_before."month" + 12
left join shifts as year_after
    on
        shifts.kpi = year_after.kpi
        and shifts.unit_kind = year_after.unit_kind
        and shifts."month" = year_after."month" - 12
where
    shifts.units >= $minimum_group
    and abs(shifts.agreement) >= 0.8
    and abs(shifts.shift) >= shifts.spread_before
    and shifts.shift != 0
    and shifts.step / shifts.shift >= 0.7
    -- what passes within the year was no new definition
    and shifts.long_shift / shifts.shift >= 0.5
    -- what comes back every year is the season
    and coalesce(year_before.shift / shifts.shift, 0) < 0.5
    and coalesce(year_after.shift / shifts.shift, 0) < 0.5
