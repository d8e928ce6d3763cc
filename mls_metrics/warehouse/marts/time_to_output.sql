-- one row per program and starter: days from the start to working like tenured people of the role
with begun as (
    select
        starts.program_id,
        starts.person_key,
        starts.start_month,
        output.kpi,
        coalesce(output.kpi = objectives.kpi, false) as is_of_objective,
        bool_or(output."month" = starts.start_month and not output.is_reached) as was_below,
        min(output."month") filter (
            where output."month" > starts.start_month and output.is_productive
        ) as able_month,
        max(output."month") as last_month
    from marts.retention_starts as starts
    inner join marts.output_standing as output on starts.person_key = output.person_key
    inner join core.programs as programs on starts.program_id = programs.program_id
    left join staging.stg_objectives as objectives
        on programs.objective_id = objectives.objective_id
    where
        starts.start_month is not null
        and not starts.is_excluded
        and starts.time_zero_kind in ('start', 'enrollment')
    group by all
),
-- the objective's KPI, else the one that most starters have
chosen as (
    select
        program_id,
        kpi
    from begun
    group by program_id, kpi
    qualify
        row_number() over (
            partition by program_id order by bool_or(is_of_objective) desc, count(*) desc, kpi
        ) = 1
)
select
    begun.program_id,
    begun.person_key,
    cast(
        round((coalesce(begun.able_month, begun.last_month) - begun.start_month) * 365.25 / 12)
        as integer
    ) as "days",
    begun.able_month is not null as is_event
from begun
inner join chosen on begun.program_id = chosen.program_id and begun.kpi = chosen.kpi
where begun.was_below and begun.last_month > begun.start_month
