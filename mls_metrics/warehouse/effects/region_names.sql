-- one row per region code: its name, the last code holding every rarer region
select
    codes.region_code,
    case when count(distinct spells.region) = 1 then min(spells.region) else 'other' end as region
from core.person_spells as spells
inner join marts.retention_months as codes
    on spells.person_key = codes.person_key and spells.from_month = codes."month"
group by codes.region_code
order by codes.region_code
