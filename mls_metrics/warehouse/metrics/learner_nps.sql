-- one row per program: promoters (9-10) and detractors (0-6) of a 0-10 question
select
    program_id,
    count(*) filter (where answer >= 9) as k_plus,
    count(*) filter (where answer <= 6) as k_minus,
    count(*) as n
from core.survey_answers
where construct = 'recommend'
group by program_id
