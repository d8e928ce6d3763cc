-- one row per program with postings: its posted costs in the policy's currency
with starters_a_month as (
    select
        program_id,
        start_month,
        count(distinct employee_id) as starters
    from core.enrollments
    where start_month is not null
    group by program_id, start_month
),
sessions_a_month as (
    select
        program_id,
        year(held_on) * 12 + month(held_on) - 1 as held_month,
        count(*) as sessions
    from staging.stg_sessions
    where held_on is not null
    group by program_id, held_month
),
posted as (
    select
        costs.program_id,
        cast(costs.amount as double)
        * case
            when costs.currency is null or upper(costs.currency) = $currency then 1.0
            else rates.rate
        end
        * case costs.basis
            when 'learner' then coalesce(monthly.starters, 0)
            when 'session' then coalesce(held.sessions, 0)
            else 1
        end as amount,
        costs.import_seq,
        costs.source_row
    from staging.stg_costs as costs
    left join staging.stg_exchange_rates as rates
        on costs.currency = rates.currency and costs."period" = rates."period"
    left join starters_a_month as monthly
        on
            costs.program_id = monthly.program_id
            and year(costs."period") * 12 + month(costs."period") - 1 = monthly.start_month
    left join sessions_a_month as held
        on
            costs.program_id = held.program_id
            and year(costs."period") * 12 + month(costs."period") - 1 = held.held_month
    where costs."period" <= $as_of
)
select
    program_id,
    sum(amount order by import_seq, source_row) as posted_cost,
    count(*) as postings,
    count(*) filter (where amount is null) as postings_left_out
from posted
group by program_id
