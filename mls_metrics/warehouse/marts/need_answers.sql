-- one row per need raised by today: the first learner who began what answers it
with begun as (
    select
        program_id,
        time_zero_on
    from core.enrollments
    where time_zero_on is not null and not is_outside_employment
),
answering as (
    select
        needs.need_id,
        needs.program_id
    from staging.stg_needs as needs
    where needs.program_id is not null
    union
    select
        needs.need_id,
        taught.program_id
    from staging.stg_needs as needs
    inner join marts.taught_skills as taught on needs.skill = taught.skill
    where needs.program_id is null
),
first_learners as (
    select
        needs.need_id,
        min(begun.time_zero_on) as first_learner_on
    from staging.stg_needs as needs
    inner join answering on needs.need_id = answering.need_id
    inner join begun on answering.program_id = begun.program_id
    where begun.time_zero_on >= needs.raised_on
    group by needs.need_id
)
select
    needs.need_id,
    coalesce(needs.skill, '') as skill,
    coalesce(needs.urgent, false) as urgent,
    needs.raised_on,
    needs.due_on,
    first_learners.first_learner_on,
    date_diff(
        'day', needs.raised_on, coalesce(first_learners.first_learner_on, cast($as_of as date))
    ) as "days",
    first_learners.first_learner_on is not null as is_event
from staging.stg_needs as needs
left join first_learners on needs.need_id = first_learners.need_id
where needs.raised_on <= $as_of
