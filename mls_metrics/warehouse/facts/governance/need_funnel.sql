-- one row per step from a need to its use at work: how many got there, in how many days
with reached as (
    select
        needs.need_id,
        needs.raised_on,
        needs.decided_on,
        needs.designed_on,
        needs.scheduled_on,
        (
            select min(done.completed_on)
            from core.enrollments as done
            where
                done.program_id = needs.program_id
                and done.completed_on between needs.scheduled_on and $as_of
        ) as delivered_on,
        needs.skill,
        needs.program_id
    from staging.stg_needs as needs
    where needs.raised_on <= $as_of
),
tested as (
    select
        reached.*,
        (
            select min(tests.assessed_on)
            from staging.stg_skill_assessments as tests
            where
                lower(tests.skill) = lower(reached.skill)
                and tests.assessed_on between reached.delivered_on and $as_of
        ) as assessed_on
    from reached
),
used as (
    select
        tested.*,
        (
            select min(said.responded_on)
            from staging.stg_surveys as said
            where
                said.program_id = tested.program_id
                and said.applied > 0
                and said.responded_on between tested.assessed_on and $as_of
        ) as applied_on
    from tested
),
steps as (
    select
        need_id,
        unnest(['raised', 'decided', 'designed', 'scheduled', 'delivered', 'assessed', 'applied'])
            as step,
        unnest([1, 2, 3, 4, 5, 6, 7]) as place,
        unnest(
            [
                raised_on, decided_on, designed_on, scheduled_on, delivered_on, assessed_on,
                applied_on
            ]
        ) as day
    from used
),
timed as (
    select
        step,
        place,
        day,
        lag(day) over (partition by need_id order by place) as day_before,
        coalesce(
            max(if(day <= $as_of, place, 0)) over (partition by need_id) >= place, false
        ) as is_reached
    from steps
),
counted as (
    select
        step,
        place,
        count(*) filter (is_reached) as needs,
        count(day_before) filter (is_reached and day >= day_before) as timed_needs,
        median(date_diff('day', day_before, day)) filter (is_reached and day >= day_before)
            as days,
        quantile_cont(date_diff('day', day_before, day), 0.25)
        filter (is_reached and day >= day_before) as days_low,
        quantile_cont(date_diff('day', day_before, day), 0.75)
        filter (is_reached and day >= day_before) as days_high
    from timed
    group by step, place
)
select
    step,
    needs,
    lag(needs) over (order by place) - needs as dropped,
    100.0 * (lag(needs) over (order by place) - needs) / nullif(lag(needs) over (order by place), 0)
        as dropped_share,
    days,
    days_low,
    days_high,
    timed_needs
from counted
order by place
