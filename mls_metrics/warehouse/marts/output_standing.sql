-- one row per KPI, person and month: the KPI beside the median of tenured people of the same role
with output as (
    select
        kpis.kpi,
        people.person_key,
        kpis."month",
        bool_and(kpis.direction <> 'lower') as is_higher_better,
        avg(kpis."value" order by kpis."value") as "value"
    from core.kpis as kpis
    inner join core.people as people on kpis.unit_id = people.employee_id
    where kpis.unit_kind = 'person' and kpis."value" is not null
    group by kpis.kpi, people.person_key, kpis."month"
),
placed as (
    select
        output.*,
        months.job_role,
        output."month" - people.hire_month >= $tenured_months as is_tenured
    from output
    inner join core.person_months as months
        on output.person_key = months.person_key and output."month" = months."month"
    inner join marts.retention_people as people on output.person_key = people.person_key
),
usual as (
    select
        kpi,
        job_role,
        "month",
        median("value") as tenured_median
    from placed
    where is_tenured
    group by kpi, job_role, "month"
    having count(*) >= $minimum_group and median("value") > 0
),
compared as (
    select
        placed.kpi,
        placed.person_key,
        placed."month",
        cast(
            case
                when placed.is_higher_better then placed."value" / usual.tenured_median
                when placed."value" > 0 then usual.tenured_median / placed."value"
                else $productive_share
            end as double
        ) as standing
    from placed
    inner join usual
        on
            placed.kpi = usual.kpi
            and placed.job_role = usual.job_role
            and placed."month" = usual."month"
)
select
    compared.*,
    standing >= $productive_share as is_reached,
    standing >= $productive_share
    and coalesce(
        lead(standing) over following >= $productive_share
        and lead("month") over following = "month" + 1,
        false
    ) as is_productive
from compared
window following as (partition by kpi, person_key order by "month")
