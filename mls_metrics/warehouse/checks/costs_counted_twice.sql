-- one row per pair of exports of one cost report that share programs and months with other amounts
select
    old.file || ' and ' || new.file || ': ' || format('{:,}', pairs.shared_rows) || ' postings'
        as example
from joined.editions as pairs
inner join landing.imports as old on pairs.earlier = old.import_id
inner join landing.imports as new on pairs.later = new.import_id
where pairs.table_name = 'costs' and not pairs.is_edition and pairs.shared_rows > 0
order by old.seq, new.seq
