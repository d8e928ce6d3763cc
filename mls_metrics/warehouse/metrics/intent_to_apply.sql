-- one row per program: answers on intent to apply, else on relevance, who agrees and who is silent
with put as (
    select
        program_id,
        bool_or(construct = 'intent_to_apply') as has_intent
    from core.survey_answers
    group by program_id
)
select
    answers.program_id,
    count(*) filter (where answers."position" >= 0.75) as k,
    count(*) as n,
    any_value(survey.asked) as asked,
    any_value(survey.silent) as silent
from core.survey_answers as answers
inner join put on answers.program_id = put.program_id
left join marts.survey_asked as survey
    on answers.program_id = survey.program_id and answers.construct = survey.construct
where answers.construct = case when put.has_intent then 'intent_to_apply' else 'relevance' end
group by answers.program_id
