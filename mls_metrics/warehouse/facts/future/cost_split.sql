-- one row per program: what a month costs whatever happens, and what each learner adds
with known as (
    select
        costs.program_id,
        year(costs.period) * 12 + month(costs.period) - 1 as "month",
        cast(costs.amount as double)
        * case
            when costs.currency is null or upper(costs.currency) = $currency then 1.0
            else rates.rate
        end as amount,
        case
            when costs.basis in ('learner', 'session') then costs.basis
            when regexp_matches(lower(costs.category), 'develop|design|build|author') then 'once'
            else 'total'
        end as entry
    from staging.stg_costs as costs
    left join staging.stg_exchange_rates as rates
        on costs.currency = rates.currency and costs.period = rates.period
    where costs.period <= $as_of
    union all
    select
        program_id, start_month as "month", cast("cost" as double) as amount, 'enrollment' as entry
    from core.enrollments
    where start_month is not null and "cost" is not null
    union all
    select
        program_id, start_month as "month", count(distinct employee_id) as amount, 'start' as entry
    from core.enrollments
    where start_month is not null
    group by program_id, start_month
    union all
    select
        program_id, year(held_on) * 12 + month(held_on) - 1 as "month", 1 as amount, 'held' as entry
    from staging.stg_sessions
    where held_on <= $as_of
),
-- cents are counted in whole numbers, so that the order of rows changes no sum
months as (
    select
        program_id,
        "month",
        coalesce(sum(cast(100 * amount as bigint)) filter (where entry = 'total'), 0) / 100
            as total_cost,
        sum(cast(100 * amount as bigint)) filter (where entry = 'learner') / 100 as learner_rate,
        sum(cast(100 * amount as bigint)) filter (where entry = 'session') / 100
        * count(*) filter (where entry = 'held') as session_cost,
        sum(cast(100 * amount as bigint)) filter (where entry = 'once') / 100 as once_cost,
        sum(cast(100 * amount as bigint)) filter (where entry = 'enrollment') / 100
            as enrollment_cost,
        coalesce(max(amount) filter (where entry = 'start'), 0) as starters
    from known
    group by program_id, "month"
    having
        count(*) filter (where amount is null) = 0
        and count(*) filter (where entry not in ('start', 'held')) > 0
),
fitted as (
    select
        program_id,
        count(*) as months,
        cast(sum(starters) as integer) as starters,
        avg(total_cost order by "month") as mean_total,
        regr_slope(total_cost, starters order by "month") as slope,
        regr_intercept(total_cost, starters order by "month") as intercept,
        sum(starters * starters order by "month") as squares,
        sum(total_cost * total_cost order by "month") as cost_squares,
        sum(total_cost * starters order by "month") as products,
        regr_sxx(total_cost, starters order by "month") as sxx,
        regr_syy(total_cost, starters order by "month") as syy,
        coalesce(avg(learner_rate order by "month"), 0)
        + coalesce(sum(session_cost order by "month") / nullif(sum(starters), 0), 0)
        + coalesce(sum(enrollment_cost order by "month") / nullif(sum(starters), 0), 0)
            as posted_rate,
        sum(once_cost order by "month") as once_cost
    from months
    group by program_id
),
split as (
    select
        fitted.*,
        products / nullif(squares, 0) as ray,
        case
            when mean_total = 0 then 'as posted'
            when months < 6 or coalesce(sxx, 0) = 0 then 'all fixed'
            when slope <= 0 then 'no slope'
            when intercept < 0.005 then 'all variable'
            else 'split'
        end as how
    from fitted
)
select
    facts.program_name,
    split.months,
    split.starters,
    facts.starters_year,
    split.how,
    case split.how when 'split' then intercept when 'all variable' then 0 else mean_total end
        as fixed_month,
    case split.how when 'split' then slope when 'all variable' then ray else 0 end as slope,
    case
        when split.how in ('split', 'no slope')
            then sqrt(greatest(syy - slope * slope * sxx, 0) / (months - 2) / sxx)
        when split.how = 'all variable'
            then sqrt(greatest(cost_squares - ray * products, 0) / (months - 1) / squares)
    end as slope_error,
    split.posted_rate,
    split.once_cost
from split
inner join marts.program_facts as facts on split.program_id = facts.program_id
where split.starters >= $minimum_group and facts.starters_year >= $minimum_group
order by facts.program_name
