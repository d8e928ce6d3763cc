-- one row per program: follow-up answers, and how many say they use it (top quarter of the scale)
select
    program_id,
    count(*) filter (where "position" >= 0.75) as k,
    count(*) as n
from core.survey_answers
where construct = 'applied'
group by program_id
