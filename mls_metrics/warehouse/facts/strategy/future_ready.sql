-- one row per half-year: future-critical required skills held at its end, and hours spent on them
with halves as (
    select
        cast(half_start as date) as starts_on,
        least(cast(half_start + interval 6 month - interval 1 day as date), $as_of) as ends_on,
        year(half_start) || ' H' || (case when month(half_start) <= 6 then 1 else 2 end)
            as half_year
    from (
        select
            unnest(
                generate_series(
                    date_trunc('year', $as_of - interval 3 year),
                    cast($as_of as timestamp),
                    interval 6 month
                )
            ) as half_start
    ) as series
),
critical as (
    select skill from staging.stg_skills
    where future_critical
),
levels as (
    select
        halves.half_year,
        needs.employee_id,
        needs.skill,
        arg_max(tests."level", (tests.assessed_on, tests."level")) >= any_value(
            needs.required_level
        ) as is_ready
    from halves
    inner join staging.stg_skill_assessments as tests on tests.assessed_on <= halves.ends_on
    inner join critical on tests.skill = critical.skill
    inner join marts.role_needs as needs
        on tests.employee_id = needs.employee_id and tests.skill = needs.skill
    group by halves.half_year, needs.employee_id, needs.skill
),
ready as (
    select
        half_year,
        count(*) filter (where is_ready) as ready,
        count(*) as assessed,
        count(distinct employee_id) as people
    from levels
    group by half_year
    having count(distinct employee_id) >= $minimum_group
),
learned as (
    select
        halves.half_year,
        sum(facts.hours_per_starter) as "hours",
        sum(facts.hours_per_starter) filter (
            where facts.program_id in (
                select taught.program_id
                from marts.taught_skills as taught
                inner join critical on taught.skill = critical.skill
            )
        ) as critical_hours
    from halves
    inner join core.enrollments as enrollments
        on enrollments.time_zero_on between halves.starts_on and halves.ends_on
    inner join marts.program_facts as facts on enrollments.program_id = facts.program_id
    group by halves.half_year
    having count(*) >= $minimum_group
)
select
    halves.half_year,
    ready.ready,
    ready.assessed,
    ready.people,
    ready.ready / nullif(ready.assessed, 0) as ready_share,
    coalesce(learned.critical_hours, 0) / nullif(learned."hours", 0) as hours_share
from halves
left join ready on halves.half_year = ready.half_year
left join learned on halves.half_year = learned.half_year
where ready.assessed is not null or learned."hours" is not null
order by halves.half_year
