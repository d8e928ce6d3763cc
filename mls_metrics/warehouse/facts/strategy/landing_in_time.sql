-- one row per dated objective: people ready, still to come, and how many came in the window
with people as (
    select
        objective_id,
        employee_id,
        job_role,
        bool_and(reached_on is not null) as is_ready,
        max(reached_on) as ready_on,
        bool_or(is_assessed) as is_assessed
    from marts.people_ready
    group by objective_id, employee_id, job_role
),
stated as (
    select
        linked.objective_id,
        needs.job_role,
        max(needs.people_needed) as people_needed,
        min(needs.needed_by) as needed_by
    from (select distinct
        objective_id,
        skill
    from marts.people_ready) as linked
    inner join staging.stg_role_requirements as needs on linked.skill = needs.skill
    group by linked.objective_id, needs.job_role
),
by_role as (
    select
        people.objective_id,
        people.job_role,
        count(*) as people,
        count(*) filter (where people.is_ready) as ready,
        count(*) filter (
            where people.is_ready
            and people.ready_on > $as_of - to_months(cast($pace_months as integer))
        ) as came,
        count(*) filter (where people.is_assessed) as assessed
    from people
    group by people.objective_id, people.job_role
),
lumps as (
    select
        objective_id,
        sum(arrivals * arrivals) as squares
    from (
        select
            objective_id,
            date_trunc('month', ready_on) as "month",
            count(*) as arrivals
        from people
        where is_ready and ready_on > $as_of - to_months(cast($pace_months as integer))
        group by objective_id, "month"
    ) as by_month
    group by objective_id
),
totals as (
    select
        by_role.objective_id,
        sum(by_role.people) as people,
        sum(by_role.ready) as ready,
        sum(by_role.came) as came,
        sum(by_role.assessed) as assessed,
        sum(coalesce(stated.people_needed, ceil(0.8 * by_role.people))) as needed,
        min(stated.needed_by) as needed_by,
        bool_or(stated.people_needed is not null) as is_stated
    from by_role
    left join stated
        on
            by_role.objective_id = stated.objective_id
            and by_role.job_role = stated.job_role
    group by by_role.objective_id
)
select
    objectives.objective,
    coalesce(objectives.category, 'other') as category,
    cast(totals.people as integer) as people,
    cast(totals.ready as integer) as ready,
    cast(totals.needed as integer) as needed,
    cast(totals.came as integer) as came,
    cast(coalesce(lumps.squares, 0) as integer) as came_squares,
    coalesce(objectives.due_on, totals.needed_by) as due_on,
    date_diff('day', cast($as_of as date), coalesce(objectives.due_on, totals.needed_by))
    / 30.4375 as months_left,
    cast($pace_months as double) as pace_months,
    cast($as_of as date) as as_of
from totals
inner join staging.stg_objectives as objectives on totals.objective_id = objectives.objective_id
left join lumps on totals.objective_id = lumps.objective_id
where
    totals.people >= $minimum_group
    and totals.assessed >= $minimum_group
    and coalesce(objectives.due_on, totals.needed_by) is not null
order by due_on, objectives.objective
