-- one row per program and question about it: finishers who could have answered, and who did
with finished as (
    select
        program_id,
        employee_id,
        min(completed_on) as completed_on
    from core.enrollments
    where "status" = 'completed' and not is_outside_employment
    group by program_id, employee_id
),
finishers as (
    select
        finished.program_id,
        finished.employee_id,
        coalesce(
            finished.completed_on + 60 <= $as_of
            and coalesce(people.exit_on >= finished.completed_on + 60, true),
            false
        ) as is_followed_up
    from finished
    left join core.people as people on finished.employee_id = people.employee_id
),
-- an open link reaches people whom nobody asked
answers as (
    select
        answers.program_id,
        answers.construct,
        surveys.employee_id,
        surveys."question",
        coalesce(surveys.invited, true) as is_invited,
        answers.construct in ('applied', 'manager_support', 'stopped_using', 'impact') as is_later
    from core.survey_answers as answers
    inner join staging.stg_surveys as surveys
        on answers.import_seq = surveys.import_seq and answers.source_row = surveys.source_row
    where
        answers.construct in (
            'satisfaction', 'relevance', 'recommend', 'intent_to_apply',
            'applied', 'manager_support', 'stopped_using', 'impact'
        )
),
-- `reaction` is any question that is asked at the end, not weeks later at work
by_question as (
    select
        program_id,
        construct,
        employee_id,
        "question",
        is_invited,
        is_later
    from answers
    union all
    select
        program_id,
        'reaction' as construct,
        employee_id,
        construct || coalesce("question", '') as "question",
        is_invited,
        is_later
    from answers
    where not is_later
),
named as (
    select
        by_question.program_id,
        by_question.construct,
        count(distinct finishers.employee_id) as people
    from by_question
    inner join finishers
        on
            by_question.program_id = finishers.program_id
            and by_question.employee_id = finishers.employee_id
            and (not by_question.is_later or finishers.is_followed_up)
    where by_question.is_invited
    group by by_question.program_id, by_question.construct
),
-- without names, the question with most answers tells how many people there were at least
unnamed as (
    select
        program_id,
        construct,
        bool_or(is_later) as is_later,
        max(responses) as responses
    from (
        select
            program_id,
            construct,
            "question",
            bool_or(is_later) as is_later,
            count(*) filter (where is_invited and employee_id is null) as responses
        from by_question
        group by program_id, construct, "question"
    ) as counted
    group by program_id, construct
),
could as (
    select
        program_id,
        count(*) as asked_at_end,
        count(*) filter (where is_followed_up) as asked_later
    from finishers
    group by program_id
),
counted as (
    select
        unnamed.program_id,
        unnamed.construct,
        coalesce(if(unnamed.is_later, could.asked_later, could.asked_at_end), 0) as asked,
        coalesce(named.people, 0) + unnamed.responses as answered
    from unnamed
    left join could on unnamed.program_id = could.program_id
    left join named
        on unnamed.program_id = named.program_id and unnamed.construct = named.construct
)
select
    program_id,
    construct,
    cast(asked as integer) as asked,
    cast(least(asked, answered) as integer) as answered,
    cast(case when asked > 0 then asked - least(asked, answered) end as integer) as silent
from counted
