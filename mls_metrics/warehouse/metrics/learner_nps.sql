-- one row per program: promoters (9-10) and detractors (0-6) of a 0-10 question, who is silent
select
    answers.program_id,
    count(*) filter (where answers.answer >= 9) as k_plus,
    count(*) filter (where answers.answer <= 6) as k_minus,
    count(*) as n,
    any_value(survey.asked) as asked,
    any_value(survey.silent) as silent
from core.survey_answers as answers
left join marts.survey_asked as survey
    on answers.program_id = survey.program_id and answers.construct = survey.construct
where answers.construct = 'recommend'
group by answers.program_id
