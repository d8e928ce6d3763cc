-- one row per group and objective that touches it: by a roll-out to it, or by learners in it
with serving as (
    select
        objective_id,
        program_id
    from core.programs
    where objective_id is not null
    union
    select
        objective_id,
        program_id
    from staging.stg_objective_links
),
learning as (
    select
        members.audience,
        enrollments.program_id
    from marts.audience_people as members
    inner join core.enrollments as enrollments on members.employee_id = enrollments.employee_id
    where
        members.is_here
        and enrollments."status" not in ('denied', 'cancelled', 'waitlisted')
    group by members.audience, enrollments.program_id
    having count(distinct members.employee_id) >= $minimum_group
),
touching as (
    select
        audience,
        program_id
    from learning
    union
    select
        rollouts.audience,
        rollouts.program_id
    from staging.stg_rollouts as rollouts
    inner join staging.stg_audiences as audiences on rollouts.audience = audiences.audience
),
chosen as (
    select
        kpi,
        arg_max(unit_kind, (observations, -coarseness)) as unit_kind,
        any_value(unit_of_measure) as unit_of_measure
    from marts.kpi_series
    group by kpi
),
monthly as (
    select
        measured.kpi,
        measured."month",
        avg(measured."value") as "value"
    from core.kpis as measured
    inner join chosen on measured.kpi = chosen.kpi and measured.unit_kind = chosen.unit_kind
    where measured."value" is not null
    group by measured.kpi, measured."month", chosen.unit_kind
    having chosen.unit_kind != 'person' or count(*) >= $minimum_group
),
latest as (
    select
        kpi,
        arg_max("value", "month") as "value",
        max("month") as "month"
    from monthly
    group by kpi
)
select
    touching.audience,
    objectives.objective_id,
    any_value(objectives.objective) as objective,
    any_value(objectives.kpi) as kpi,
    any_value(objectives.baseline) as baseline,
    any_value(objectives.target) as target,
    any_value(objectives.due_on) as due_on,
    any_value(latest."value") as "value",
    any_value(latest."month") as "month",
    coalesce(any_value(chosen.unit_of_measure), '') as unit_of_measure,
    string_agg(
        distinct coalesce(programs.program_name, touching.program_id), ', '
        order by coalesce(programs.program_name, touching.program_id)
    ) as programs
from touching
inner join serving on touching.program_id = serving.program_id
inner join staging.stg_objectives as objectives on serving.objective_id = objectives.objective_id
left join core.programs as programs on touching.program_id = programs.program_id
left join latest on objectives.kpi = latest.kpi
left join chosen on objectives.kpi = chosen.kpi
group by touching.audience, objectives.objective_id
order by touching.audience, any_value(objectives.weight) desc nulls last, objectives.objective_id
