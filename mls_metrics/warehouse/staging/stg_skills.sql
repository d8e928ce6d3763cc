-- one row per skill
select
    source.skill,
    arg_max(source.family, place.seq * 10000000000 + source.source_row) as family,
    arg_max(source.future_critical, place.seq * 10000000000 + source.source_row) as future_critical,
    arg_max(source.half_life_months, place.seq * 10000000000 + source.source_row)
        as half_life_months,
    count(*) as source_rows
from joined.skills as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.skill
