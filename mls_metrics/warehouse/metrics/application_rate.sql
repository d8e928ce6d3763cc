-- one row per program: follow-up answers, and how many say they use it (top two of five)
select
    program_id,
    count(*) filter (where (answer - 1) / nullif(scale_max - 1, 0) >= 0.75) as k,
    count(*) as n
from core.survey_answers
where construct = 'applied'
group by program_id
