-- one row: answers of goal owners, and how many are favorable (top quarter)
select
    count(*) filter (where "position" >= 0.75) as k,
    count(*) as n
from core.survey_answers
where construct in ('goal_owner_satisfaction', 'sponsor_satisfaction')
