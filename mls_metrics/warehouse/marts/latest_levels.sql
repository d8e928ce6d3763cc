-- one row per person and skill: the latest level, test before manager before self on one day
select
    employee_id,
    skill,
    arg_max(
        "level",
        (
            assessed_on,
            case rater when 'test' then 2 when 'manager' then 1 else 0 end,
            "level"
        )
    ) as "level"
from staging.stg_skill_assessments
where assessed_on <= $as_of
group by employee_id, skill
