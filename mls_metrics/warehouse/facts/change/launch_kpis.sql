-- one row per program given to people, its KPI and month: the mean value, launch beside it
with launches as (
    select
        program_id,
        min(access_on) as launched_on
    from staging.stg_rollouts
    where access_on <= $as_of
    group by program_id
),
linked as (
    select
        programs.program_id,
        objectives.kpi
    from core.programs as programs
    inner join staging.stg_objectives as objectives
        on programs.objective_id = objectives.objective_id
    where objectives.kpi is not null
    union
    select
        links.program_id,
        coalesce(links.kpi, objectives.kpi) as kpi
    from staging.stg_objective_links as links
    left join staging.stg_objectives as objectives on links.objective_id = objectives.objective_id
    where coalesce(links.kpi, objectives.kpi) is not null
),
chosen as (
    select
        kpi,
        arg_max(unit_kind, (observations, -coarseness)) as unit_kind,
        bool_and(is_higher_better) as is_higher_better,
        any_value(unit_of_measure) as unit_of_measure
    from marts.kpi_series
    group by kpi
),
given as (
    select distinct
        rollouts.program_id,
        members.employee_id
    from staging.stg_rollouts as rollouts
    inner join marts.audience_people as members on rollouts.audience = members.audience
    where rollouts.access_on <= $as_of
)
select
    launches.program_id,
    coalesce(any_value(programs.program_name), launches.program_id) as program_name,
    launches.launched_on,
    linked.kpi,
    chosen.is_higher_better,
    chosen.unit_of_measure,
    measured."month",
    avg(measured."value") as "value",
    count(*) as units
from launches
inner join linked on launches.program_id = linked.program_id
inner join chosen on linked.kpi = chosen.kpi
inner join core.kpis as measured
    on linked.kpi = measured.kpi and chosen.unit_kind = measured.unit_kind
left join core.programs as programs on launches.program_id = programs.program_id
left join given
    on launches.program_id = given.program_id and measured.unit_id = given.employee_id
where
    measured."value" is not null
    and (chosen.unit_kind != 'person' or given.employee_id is not null)
group by
    launches.program_id,
    launches.launched_on,
    linked.kpi,
    chosen.is_higher_better,
    chosen.unit_of_measure,
    chosen.unit_kind,
    measured."month"
having chosen.unit_kind != 'person' or count(*) >= $minimum_group
order by launches.program_id, linked.kpi, measured."month"
