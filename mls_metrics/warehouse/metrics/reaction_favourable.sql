-- one row per program: satisfaction answers, and how many are favorable (top two of five)
select
    program_id,
    count(*) filter (where (answer - 1) / nullif(scale_max - 1, 0) >= 0.75) as k,
    count(*) as n
from core.survey_answers
where construct = 'satisfaction'
group by program_id
