-- one row per span: what was posted, and how many people reached a level their role requires
with spans as (
    select
        unnest(
            [{ 'place': 0, 'span': 'last 12 months' }, { 'place': 1, 'span': 'year before' }]
        ) as item
),
dated as (
    select
        item.span,
        item.place,
        $as_of - to_years(cast(item.place as integer)) as until_on,
        $as_of - to_years(cast(item.place + 1 as integer)) as from_on
    from spans
),
reached as (
    select
        needs.employee_id,
        needs.skill,
        min(tests.assessed_on) as reached_on
    from marts.role_needs as needs
    inner join staging.stg_skill_assessments as tests
        on needs.employee_id = tests.employee_id and needs.skill = tests.skill
    where tests."level" >= needs.required_level and tests.assessed_on <= $as_of
    group by needs.employee_id, needs.skill
),
counted as (
    select
        dated.span,
        count(distinct reached.employee_id) as people
    from dated
    inner join reached
        on reached.reached_on > dated.from_on and reached.reached_on <= dated.until_on
    group by dated.span
),
amounts as (
    select
        costs."period" as paid_on,
        costs.amount
        / nullif(sum(costs.amount) over (partition by costs.program_id), 0)
        * booked.posted_cost as amount
    from staging.stg_costs as costs
    inner join marts.program_costs as booked on costs.program_id = booked.program_id
    where costs."period" <= $as_of
    union all
    select
        time_zero_on as paid_on,
        "cost" as amount
    from core.enrollments
    where time_zero_on is not null and "cost" is not null
),
posted as (
    select
        dated.span,
        sum(amounts.amount order by amounts.paid_on, amounts.amount) as spend
    from dated
    inner join amounts on amounts.paid_on > dated.from_on and amounts.paid_on <= dated.until_on
    group by dated.span
)
select
    dated.span,
    posted.spend,
    counted.people,
    posted.spend / nullif(counted.people, 0) as spend_per_person
from dated
inner join posted on dated.span = posted.span
inner join counted on dated.span = counted.span
where counted.people >= $minimum_group
order by dated.place
