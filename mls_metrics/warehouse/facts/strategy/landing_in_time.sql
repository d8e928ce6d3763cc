-- one row per dated objective: people ready, still to come, and how many came in the window
with people as (
    select
        objective_id,
        employee_id,
        job_role,
        bool_or(is_assessed) as is_assessed,
        coalesce(bool_and(reached_on is not null) filter (where is_assessed), false) as is_ready,
        max(reached_on) as ready_on
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
-- where no number is asked for, those never assessed are unknown and stay out
counted as (
    select
        people.*,
        stated.people_needed,
        stated.needed_by,
        people.is_ready and people.ready_on > $as_of - to_months(cast($pace_months as integer))
            as is_new
    from people
    left join stated
        on people.objective_id = stated.objective_id and people.job_role = stated.job_role
    where stated.people_needed is not null or people.is_assessed
),
by_role as (
    select
        objective_id,
        job_role,
        count(*) as people,
        count(*) filter (where is_ready) as ready,
        count(*) filter (where is_new) as came,
        count(*) filter (where is_assessed) as assessed,
        any_value(people_needed) as people_needed,
        any_value(needed_by) as needed_by
    from counted
    group by objective_id, job_role
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
        from counted
        where is_new
        group by objective_id, "month"
    ) as by_month
    group by objective_id
),
totals as (
    select
        objective_id,
        sum(people) as people,
        sum(ready) as ready,
        sum(came) as came,
        sum(assessed) as assessed,
        sum(coalesce(people_needed, ceil(0.8 * people))) as needed,
        min(needed_by) as needed_by,
        bool_and(people_needed is not null) as is_stated
    from by_role
    group by objective_id
)
select
    objectives.objective,
    coalesce(objectives.category, 'other') as category,
    cast(totals.people as integer) as people,
    cast(totals.ready as integer) as ready,
    cast(totals.needed as integer) as needed,
    totals.is_stated,
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
