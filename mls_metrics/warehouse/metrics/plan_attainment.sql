-- one row per program: the KPI of its objective this year against its plan, over months with both
with months as (
    select
        programs.program_id,
        kpis."period",
        sum(kpis."value" order by kpis.employee_id, kpis.unit) as x,
        sum(kpis.target order by kpis.employee_id, kpis.unit) as y
    from core.programs as programs
    inner join staging.stg_objectives as objectives
        on programs.objective_id = objectives.objective_id
    inner join staging.stg_kpis as kpis on objectives.kpi = kpis.kpi
    where
        kpis.target > 0
        and coalesce(kpis.direction, 'higher') = 'higher'
        and kpis."period" <= $as_of
        and year(kpis."period") = year($as_of)
    group by programs.program_id, kpis."period"
)
select
    program_id,
    sum(x order by "period") as x,
    sum(y order by "period") as y,
    sum(x * x order by "period") as xx,
    sum(x * y order by "period") as xy,
    sum(y * y order by "period") as yy,
    count(*) as n
from months
group by program_id
