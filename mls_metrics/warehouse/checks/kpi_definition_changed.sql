-- every KPI whose definition seems to have changed: a common jump, another unit, another target
select
    kpi,
    kpi || ' in ' || ("month" // 12) || '-' || lpad(cast("month" % 12 + 1 as varchar), 2, '0')
        as example
from marts.kpi_breaks
union
select
    kpi,
    kpi || ' in ' || string_agg(distinct unit_of_measure, ' and ' order by unit_of_measure)
        as example
from staging.stg_kpis
group by kpi
having count(distinct lower(trim(unit_of_measure))) > 1
union
select
    kpi,
    kpi || ' with several targets for one period' as example
from (
    select
        source.kpi,
        source.period,
        source.employee_id,
        source."unit"
    from joined.kpis as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
    group by source.kpi, source.period, source.employee_id, source."unit"
    having count(distinct source.target) > 1
) as retold
order by kpi, example
