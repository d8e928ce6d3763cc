-- one row per half-year: posted spend and starters, and their part with an unbroken chain
with costed as (
    select
        chains.program_id,
        year(costs."period") || ' H' || (case when month(costs."period") <= 6 then 1 else 2 end)
            as half_year,
        sum(costs.amount order by costs.import_seq, costs.source_row)
        / nullif(any_value(every.amount), 0)
        * any_value(chains.spend) as spend
    from staging.stg_costs as costs
    inner join marts.program_chains as chains on costs.program_id = chains.program_id
    inner join (
        select
            program_id,
            sum(amount order by import_seq, source_row) as amount
        from staging.stg_costs
        where "period" <= $as_of
        group by program_id
    ) as every on costs.program_id = every.program_id
    where costs."period" <= $as_of
    group by chains.program_id, half_year
),
spent as (
    select
        costed.half_year,
        sum(costed.spend order by costed.program_id) as spend,
        coalesce(
            sum(costed.spend order by costed.program_id) filter (where chains.is_complete), 0
        ) as spend_aligned
    from costed
    inner join marts.program_chains as chains on costed.program_id = chains.program_id
    group by costed.half_year
),
started as (
    select
        year(enrollments.time_zero_on)
        || ' H'
        || (case when month(enrollments.time_zero_on) <= 6 then 1 else 2 end) as half_year,
        count(*) as starts,
        count(*) filter (where chains.is_complete) as starts_aligned
    from core.enrollments as enrollments
    inner join marts.program_chains as chains on enrollments.program_id = chains.program_id
    where enrollments.time_zero_on is not null
    group by half_year
    having count(*) >= $minimum_group
)
select
    coalesce(started.half_year, spent.half_year) as half_year,
    started.starts,
    started.starts_aligned,
    spent.spend,
    spent.spend_aligned,
    spent.spend_aligned / nullif(spent.spend, 0) as spend_share,
    spent.spend / nullif(started.starts, 0) as spend_per_start
from started
full join spent on started.half_year = spent.half_year
order by half_year
