-- one row: revenue of the last whole year by average full-time staff
with said as (
    select
        lower(replace(trim(kpi), ' ', '_')) as kpi,
        "month",
        sum("value" order by unit_id) as "value",
        min(unit_of_measure) as unit
    from core.kpis
    where unit_kind = 'company' and lower(replace(trim(kpi), ' ', '_')) in ('revenue')
    group by lower(replace(trim(kpi), ' ', '_')), "month"
),
-- values are added up to the last month that all of them know, and must make one whole year
spaced as (
    select
        said.*,
        min("month" - before) over (partition by kpi) as step,
        min(latest) over () as last_month
    from (
        select
            said.*,
            lag("month") over (partition by kpi order by "month") as before,
            max("month") over (partition by kpi) as latest
        from said
    ) as said
),
years as (
    select
        kpi,
        sum("value" order by "month") as "value",
        count(*) * min(step) as months,
        count(*) as periods,
        min(unit) as unit,
        min(last_month) as last_month
    from spaced
    where "month" > last_month - 12 and "month" <= last_month
    group by kpi
),
revenue as (
    select
        "value",
        unit,
        make_date((last_month - 11) // 12, (last_month - 11) % 12 + 1, 1) as from_on,
        last_day(make_date(last_month // 12, last_month % 12 + 1, 1)) as until_on
    from years
    where months = 12
),
worked as (
    select
        revenue."value",
        revenue.unit,
        coalesce(people.fte, 1) * greatest(
            date_diff(
                'day',
                greatest(people.hire_on, revenue.from_on),
                least(coalesce(people.exit_on, revenue.until_on + 1), revenue.until_on + 1)
            ),
            0
        ) / date_diff('day', revenue.from_on, revenue.until_on + 1) as fte
    from revenue
    cross join core.people as people
    where people.hire_on is not null
)
select
    any_value("value") / nullif(sum(fte), 0) as "value",
    any_value(unit) as unit,
    count(*) filter (where fte > 0) as n
from worked
