-- one row per person and month with a KPI below the tenured median's share, and when it was reached
with later as (
    select
        person_key,
        "month",
        standing,
        is_reached,
        avg(standing) over (
            partition by person_key order by "month" range between 3 preceding and 1 preceding
        ) as before_standing,
        lead("month") over (partition by person_key order by "month") as next_look,
        min("month") filter (where is_productive) over (
            partition by person_key order by "month"
            rows between 1 following and unbounded following
        ) as reached_month
    from marts.output_standing
    where kpi = $subject
)
select
    person_key,
    "month" as from_month,
    "month" + 1 as until_month,
    1 - standing as gap,
    1 - before_standing as before_gap,
    0 as rater_code,
    next_look,
    reached_month
from later
where not is_reached
