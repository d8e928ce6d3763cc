-- one row per role code: its name, the last code holding every rarer role
select
    codes.role_code,
    case when count(distinct spells.job_role) = 1 then min(spells.job_role) else 'other' end
        as job_role
from core.person_spells as spells
inner join marts.retention_months as codes
    on spells.person_key = codes.person_key and spells.from_month = codes."month"
group by codes.role_code
order by codes.role_code
