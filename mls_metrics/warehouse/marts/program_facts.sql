-- one row per program with what the register and the exports say about it
with taking as (
    select
        program_id,
        count(distinct employee_id)
        filter (where "status" not in ('denied', 'cancelled', 'waitlisted')) as people,
        count(distinct employee_id)
        filter (where time_zero_on is not null and not is_outside_employment) as starters,
        count(distinct employee_id)
        filter (
            where not is_outside_employment
            and time_zero_on > $as_of - interval 1 year and time_zero_on <= $as_of
        ) as starters_year,
        count(distinct employee_id)
        filter (where "status" = 'completed' and not is_outside_employment) as completers,
        count(*) filter (where is_outside_employment) as outside_employment,
        sum("cost" order by employee_id, attempt_key) as enrollment_cost,
        avg("hours" order by employee_id, attempt_key)
        filter (where time_zero_on is not null) as mean_hours,
        max(time_zero_on) as last_start_on,
        count(distinct employee_id) filter (where time_zero_on is not null) as begun_people,
        count(distinct employee_id)
        filter (where time_zero_on is not null and person_key is null) as unmatched_people
    from core.enrollments
    group by program_id
),
pay as (
    select
        takers.program_id,
        avg(people.annual_salary order by people.employee_id) as mean_salary
    from (select distinct
        program_id,
        person_key
    from core.enrollments) as takers
    inner join core.people as people on takers.person_key = people.person_key
    group by takers.program_id
),
reached as (
    select
        takers.program_id,
        count(*) as still_here
    from (
        select distinct
            program_id,
            person_key
        from core.enrollments
        where time_zero_on is not null
    ) as takers
    inner join core.people as people on takers.person_key = people.person_key
    where people.exit_on is null
    group by takers.program_id
),
headcount as (
    select count(*) filter (where exit_on is null) as active from core.people
)
select
    programs.program_id,
    programs.program_name,
    programs.program_group,
    programs.program_type,
    programs.purpose,
    programs.skill,
    programs.provider,
    programs.party,
    programs.platform,
    programs.mandatory,
    programs.regulation,
    programs.objective_id,
    objectives.objective,
    objectives.kpi as objective_kpi,
    objectives.due_on as objective_due_on,
    programs.owner,
    programs.portfolio,
    programs.launched_on,
    programs.content_reviewed_on,
    coalesce(taking.people, 0) as people,
    coalesce(taking.starters, 0) as starters,
    coalesce(taking.starters_year, 0) as starters_year,
    coalesce(taking.completers, 0) as completers,
    coalesce(taking.outside_employment, 0) as outside_employment,
    case
        when taking.enrollment_cost is null then costs.posted_cost
        else taking.enrollment_cost + coalesce(costs.posted_cost, 0)
    end as direct_cost,
    cast($currency as varchar) as currency,
    coalesce(taking.mean_hours, programs.planned_hours) as hours_per_starter,
    pay.mean_salary,
    coalesce(programs.eligible_learners, nullif(headcount.active, 0)) as eligible_people,
    greatest(
        coalesce(programs.eligible_learners, nullif(headcount.active, 0))
        - coalesce(reached.still_here, 0),
        0
    ) as unreached_people,
    taking.last_start_on,
    coalesce(taking.begun_people, 0) as begun_people,
    coalesce(taking.unmatched_people, 0) as unmatched_people,
    programs.certificate_portable
from core.programs as programs
left join taking on programs.program_id = taking.program_id
left join marts.program_costs as costs on programs.program_id = costs.program_id
left join pay on programs.program_id = pay.program_id
left join reached on programs.program_id = reached.program_id
left join staging.stg_objectives as objectives
    on programs.objective_id = objectives.objective_id
cross join headcount
