-- one row per program: satisfaction answers, and how many are favorable (top quarter of the scale)
select
    program_id,
    count(*) filter (where "position" >= 0.75) as k,
    count(*) as n
from core.survey_answers
where construct = 'satisfaction'
group by program_id
