-- one row per kind of skill and date: required skills held below the level, digital and others
with families as (
    select
        skills.skill,
        regexp_matches(
            lower(coalesce(skills.family, '')),
            '\b(digital|data|ai|analytics|automation|cloud|cyber\w*|software|technolog\w*)\b'
        )
        or coalesce(bool_or(goals.category = 'digital'), false) as is_digital
    from staging.stg_skills as skills
    left join marts.taught_skills as taught on skills.skill = taught.skill
    left join marts.program_goals as goals on taught.program_id = goals.program_id
    group by skills.skill, skills.family
),
days as (
    select
        unnest([0, 1]) as years_back
),
levels as (
    select
        days.years_back,
        tests.employee_id,
        tests.skill,
        arg_max(
            tests."level",
            (
                tests.assessed_on,
                case tests.rater when 'test' then 2 when 'manager' then 1 else 0 end,
                tests."level"
            )
        ) as "level"
    from staging.stg_skill_assessments as tests
    cross join days
    where tests.assessed_on <= $as_of - to_years(cast(days.years_back as integer))
    group by days.years_back, tests.employee_id, tests.skill
)
select
    if(coalesce(families.is_digital, false), 'digital', 'other') as kind,
    cast(levels.years_back as integer) as years_back,
    count(*) filter (where levels."level" < needs.required_level) as below,
    count(*) as assessed,
    count(distinct needs.employee_id) as people,
    count(*) filter (where levels."level" < needs.required_level) / count(*) as below_share,
    count(distinct needs.skill) as skills
from marts.role_needs as needs
inner join levels on needs.employee_id = levels.employee_id and needs.skill = levels.skill
left join families on needs.skill = families.skill
group by kind, levels.years_back
having count(distinct needs.employee_id) >= $minimum_group
order by kind, years_back
