-- one row per program: answers on impact at work, high (top quarter), low (bottom), who is silent
select
    answers.program_id,
    count(*) filter (where answers."position" >= 0.75) as k_plus,
    count(*) filter (where answers."position" <= 0.25) as k_minus,
    count(*) as n,
    any_value(survey.asked) as asked,
    any_value(survey.silent) as silent
from core.survey_answers as answers
left join marts.survey_asked as survey
    on answers.program_id = survey.program_id and answers.construct = survey.construct
where answers.construct = 'impact'
group by answers.program_id
