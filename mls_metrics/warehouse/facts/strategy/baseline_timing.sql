-- one row per program with a KPI: was the baseline captured before the program began
with begun as (
    select
        program_id,
        min(time_zero_on) as first_start_on
    from core.enrollments
    group by program_id
),
captured as (
    select
        kpi,
        min(baseline_on) as baseline_on
    from staging.stg_kpis
    group by kpi
)
select
    chains.program_name as program,
    chains.kpi,
    least(programs.launched_on, begun.first_start_on) as began_on,
    captured.baseline_on,
    case
        when chains.kpi = '' then 'no KPI'
        when captured.baseline_on is null then 'baseline not dated'
        when least(programs.launched_on, begun.first_start_on) is null then 'start not known'
        when captured.baseline_on < least(programs.launched_on, begun.first_start_on) then 'before'
        else 'after the start: does not count'
    end as standing
from marts.program_chains as chains
inner join core.programs as programs on chains.program_id = programs.program_id
left join begun on chains.program_id = begun.program_id
left join captured on chains.kpi = captured.kpi
where chains.is_registered
order by standing = 'before', program
