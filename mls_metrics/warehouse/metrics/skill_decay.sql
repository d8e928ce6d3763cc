-- one row per program: ratings at level since the start that were followed up, and lost at the next
with steps as (
    select
        program_id,
        employee_id,
        "level" < required_level as is_below,
        lead("level" < required_level) over (
            partition by program_id, employee_id, skill, rater order by assessed_on
        ) as is_below_next
    from marts.learner_ratings
    where assessed_on > started_on and required_level is not null
)
select
    program_id,
    count(*) filter (where is_below_next) as k,
    count(*) as n,
    count(distinct employee_id) as people
from steps
where not is_below and is_below_next is not null
group by program_id
