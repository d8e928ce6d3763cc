-- one row per currency and period
select
    source.currency,
    source.period,
    arg_max(source.rate, place.seq * 10000000000 + source.source_row) as rate,
    count(*) as source_rows
from joined.exchange_rates as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.currency, source.period
