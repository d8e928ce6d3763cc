-- one row per objective: what learning stands behind it, and where its KPI went since the baseline
with serving as (
    select
        goals.objective_id,
        count(*) as programs,
        sum(facts.direct_cost * goals.weight_share order by goals.program_id) as spend,
        string_agg(goals.program_id, ',' order by goals.program_id) as program_ids
    from marts.program_goals as goals
    inner join marts.program_facts as facts on goals.program_id = facts.program_id
    group by goals.objective_id
),
learning as (
    select
        goals.objective_id,
        count(distinct enrollments.employee_id) as people
    from marts.program_goals as goals
    inner join core.enrollments as enrollments on goals.program_id = enrollments.program_id
    where enrollments."status" not in ('denied', 'cancelled', 'waitlisted')
    group by goals.objective_id
)
select
    objectives.objective,
    coalesce(objectives.category, 'other') as category,
    coalesce(serving.programs, 0) as programs,
    case when learning.people >= $minimum_group then learning.people end as people,
    serving.spend,
    coalesce(objectives.kpi, '') as kpi,
    objectives.baseline,
    kpis.now_mean as kpi_now,
    kpis.now_sd,
    kpis.units,
    objectives.target,
    case
        when objectives.target <> objectives.baseline
            then
                (kpis.now_mean - objectives.baseline)
                / (objectives.target - objectives.baseline)
    end as way_done,
    objectives.due_on,
    coalesce(serving.program_ids, '') as program_ids
from staging.stg_objectives as objectives
left join serving on objectives.objective_id = serving.objective_id
left join learning on objectives.objective_id = learning.objective_id
left join marts.kpi_now as kpis on objectives.kpi = kpis.kpi
order by objectives.weight desc nulls last, objectives.objective
