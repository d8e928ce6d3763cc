-- one row per region code: its name, the last code holding every rarer region
select
    codes.region_code,
    case when count(distinct months.region) = 1 then min(months.region) else 'other' end as region
from marts.retention_months as codes
inner join core.person_months as months
    on codes.person_key = months.person_key and codes."month" = months."month"
group by codes.region_code
order by codes.region_code
