-- one row per program: answers, how many had their manager's support (top quarter), who is silent
select
    answers.program_id,
    count(*) filter (where answers."position" >= 0.75) as k,
    count(*) as n,
    any_value(survey.asked) as asked,
    any_value(survey.silent) as silent
from core.survey_answers as answers
left join marts.survey_asked as survey
    on answers.program_id = survey.program_id and answers.construct = survey.construct
where answers.construct = 'manager_support'
group by answers.program_id
