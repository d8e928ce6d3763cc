-- one row per program: answers on intent to apply, else on relevance, and how many agree
with asked as (
    select
        program_id,
        bool_or(construct = 'intent_to_apply') as has_intent
    from core.survey_answers
    group by program_id
)
select
    answers.program_id,
    count(*) filter (where answers."position" >= 0.75) as k,
    count(*) as n
from core.survey_answers as answers
inner join asked on answers.program_id = asked.program_id
where answers.construct = case when asked.has_intent then 'intent_to_apply' else 'relevance' end
group by answers.program_id
