-- one row per need: days to its first learner, and whether an urgent one was met by its date
select
    skill,
    raised_on,
    urgent,
    due_on,
    first_learner_on,
    "days",
    is_event,
    year(raised_on) || ' H' || (case when month(raised_on) <= 6 then 1 else 2 end) as half_year,
    case
        when not urgent or due_on is null then null
        when first_learner_on <= due_on then true
        when due_on < $as_of then false
    end as is_met
from marts.need_answers
order by raised_on, skill, due_on
