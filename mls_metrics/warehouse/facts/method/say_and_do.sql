-- one row per amount of learning: who says they will stay, and who was still there a year later
with given as (
    select
        import_seq,
        employee_id,
        responded_on,
        scale_max,
        intent_to_stay as answer
    from staging.stg_surveys
    where intent_to_stay is not null
    union all
    select
        import_seq,
        employee_id,
        responded_on,
        scale_max,
        try_cast(answer as double) as answer
    from staging.stg_surveys
    where lower(construct) = 'intent_to_stay'
),
scaled as (
    select
        given.*,
        coalesce(scale_max, case
            when max(answer) over (partition by import_seq) <= 1 then 1
            when max(answer) over (partition by import_seq) <= 5 then 5
            when max(answer) over (partition by import_seq) <= 7 then 7
            when max(answer) over (partition by import_seq) <= 10 then 10
            else 100
        end) as scale_top
    from given
    where answer is not null
),
-- each person's latest answer that is a year old or more, given while employed
asked as (
    select
        people.person_key,
        scaled.responded_on,
        case
            when scale_top in (1, 10, 100) then answer / scale_top
            else (answer - 1) / nullif(scale_top - 1, 0)
        end >= $said_share as is_said,
        people.exit_type,
        coalesce(people.exit_on <= scaled.responded_on + 365, false) as is_gone
    from scaled
    inner join core.people as people on scaled.employee_id = people.employee_id
    where
        scaled.responded_on + 365 <= people.observed_until
        and coalesce(people.hire_on <= scaled.responded_on, true)
        and coalesce(people.exit_on > scaled.responded_on, true)
    qualify
        row_number() over (
            partition by people.person_key order by scaled.responded_on desc, answer
        ) = 1
),
learned as (
    select
        asked.person_key,
        least(count(distinct enrollments.program_id), 2) as programs
    from asked
    left join core.enrollments as enrollments
        on
            asked.person_key = enrollments.person_key
            and enrollments.time_zero_on > asked.responded_on - 365
            and enrollments.time_zero_on <= asked.responded_on
    group by asked.person_key
),
counted as (
    select
        learned.programs,
        count(*) as people,
        count(*) filter (is_said) as said,
        count(*) filter (not is_gone) as stayed,
        count(*) filter (is_gone and exit_type = 'voluntary') as left_by_choice,
        count(*) filter (is_gone and exit_type <> 'voluntary') as left_otherwise,
        count(*) filter (is_gone and exit_type is null) as left_untyped
    from asked
    inner join learned on asked.person_key = learned.person_key
    group by learned.programs
),
-- a group of few is hidden with the next smallest, so that no total gives it away
ranked as (
    select
        counted.*,
        people < $minimum_group
        or (
            row_number() over (order by people, programs) = 2
            and min(people) over () < $minimum_group
        ) as is_hidden
    from counted
)
select
    case programs when 0 then 'none' when 1 then 'one' else 'two or more' end as programs,
    case when not is_hidden then people end as people,
    case when not is_hidden then said end as said,
    case when not is_hidden then stayed end as stayed,
    case when not is_hidden then left_by_choice end as left_by_choice,
    case when not is_hidden then left_otherwise end as left_otherwise,
    case when not is_hidden then left_untyped end as left_untyped
from ranked
order by ranked.programs
