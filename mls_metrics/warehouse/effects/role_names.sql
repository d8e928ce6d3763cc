-- one row per role code: its name, the last code holding every rarer role
select
    codes.role_code,
    case when count(distinct months.job_role) = 1 then min(months.job_role) else 'other' end
        as job_role
from marts.retention_months as codes
inner join core.person_months as months
    on codes.person_key = months.person_key and codes."month" = months."month"
group by codes.role_code
order by codes.role_code
