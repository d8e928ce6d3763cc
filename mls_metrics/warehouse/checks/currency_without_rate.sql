-- one row per posting that cannot be converted
select
    costs.program_id,
    costs.currency,
    costs."period",
    cast($currency as varchar) as example
from staging.stg_costs as costs
left join staging.stg_exchange_rates as rates
    on costs.currency = rates.currency and costs."period" = rates."period"
where costs.currency is not null and upper(costs.currency) != $currency and rates.rate is null
order by costs.program_id, costs."period"
