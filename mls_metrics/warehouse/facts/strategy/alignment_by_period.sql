-- one row per half-year: direct spend and starters, and their part with an unbroken chain
with posted as (
    select
        costs.program_id,
        costs."period" as paid_on,
        costs.amount
        / nullif(
            sum(costs.amount) over (partition by costs.program_id), 0
        ) * booked.posted_cost as amount,
        costs.import_seq,
        costs.source_row
    from staging.stg_costs as costs
    inner join marts.program_costs as booked on costs.program_id = booked.program_id
    where costs."period" <= $as_of
),
paid as (
    select
        program_id,
        paid_on,
        sum(amount order by import_seq, source_row) as amount,
        0 as starts
    from posted
    group by program_id, paid_on
    union all
    select
        program_id,
        time_zero_on as paid_on,
        sum("cost" order by employee_id, attempt_key) as amount,
        count(*) as starts
    from core.enrollments
    where time_zero_on is not null
    group by program_id, time_zero_on
),
halves as (
    select
        paid.program_id,
        year(paid.paid_on) || ' H' || (case when month(paid.paid_on) <= 6 then 1 else 2 end)
            as half_year,
        sum(paid.amount order by paid.paid_on, paid.starts) as spend,
        sum(paid.starts) as starts
    from paid
    group by paid.program_id, half_year
),
totals as (
    select
        halves.half_year,
        sum(halves.starts) as starts,
        sum(halves.starts) filter (where chains.is_complete) as starts_aligned,
        sum(halves.spend order by halves.program_id) as spend,
        coalesce(
            sum(halves.spend order by halves.program_id) filter (where chains.is_complete), 0
        ) as spend_aligned
    from halves
    inner join marts.program_chains as chains on halves.program_id = chains.program_id
    group by halves.half_year
)
select
    half_year,
    cast(case when starts >= $minimum_group then starts end as bigint) as starts,
    cast(case when starts >= $minimum_group then coalesce(starts_aligned, 0) end as bigint)
        as starts_aligned,
    spend,
    spend_aligned,
    spend_aligned / nullif(spend, 0) as spend_share,
    case when starts >= $minimum_group then spend / nullif(starts, 0) end as spend_per_start
from totals
order by half_year
