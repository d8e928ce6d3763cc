-- one row: revenue of the last whole year by average full-time staff
-- values are added up to the last month that all of them know, and must make one whole year
with spaced as (
    select
        *,
        min(latest) over () as last_month
    from marts.company_months
    where kpi = 'revenue'
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
