-- one row per program with a survey at its end: who could have answered, and who did
select
    program_id,
    answered as k,
    asked as n
from marts.survey_asked
where construct = 'reaction' and asked > 0
