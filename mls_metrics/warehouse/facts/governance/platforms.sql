-- one row per learning platform: who uses it, and until when; few people are hidden
with uses as (
    select
        coalesce(enrollments.platform, programs.platform) as platform,
        enrollments.employee_id,
        coalesce(enrollments.completed_on, enrollments.started_on, enrollments.enrolled_on) as day,
        enrollments.status in ('failed', 'no_show', 'withdrawn') as is_broken_off
    from core.enrollments as enrollments
    left join core.programs as programs on enrollments.program_id = programs.program_id
    union all
    select
        platform,
        employee_id,
        occurred_on as day,
        null as is_broken_off
    from staging.stg_activity
),
everybody as (
    select count(distinct employee_id) as learners
    from uses
),
summed as (
    select
        uses.platform,
        count(distinct uses.employee_id) as learners,
        max(uses.day) filter (uses.day <= $as_of) as data_to,
        count(uses.is_broken_off) as endings,
        100.0 * count(*) filter (uses.is_broken_off) / nullif(count(uses.is_broken_off), 0)
            as broken_off
    from uses
    where uses.platform is not null
    group by uses.platform
)
select
    summed.platform,
    if(summed.learners >= $minimum_group, summed.learners, null) as learners,
    if(
        summed.learners >= $minimum_group and everybody.learners - summed.learners not between 1
        and $minimum_group - 1,
        100.0 * summed.learners / everybody.learners,
        null
    ) as learner_share,
    if(summed.learners >= $minimum_group, summed.broken_off, null) as broken_off_share,
    summed.data_to,
    date_diff('day', summed.data_to, $as_of) as days_old,
    case
        when summed.data_to is null then 'not known'
        when date_diff('day', summed.data_to, $as_of) > $late_days then 'late'
        else 'fresh'
    end as state
from summed
cross join everybody
order by summed.learners desc, summed.platform
