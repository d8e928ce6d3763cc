-- one row: required skills held by leavers and by people hired in the window, with their squares
with latest as (
    select
        tests.employee_id,
        tests.skill,
        tests."level"
    from staging.stg_skill_assessments as tests
    inner join core.people as people on tests.employee_id = people.employee_id
    where tests.assessed_on <= least(coalesce(people.exit_on, $until_on), $until_on)
    qualify
        row_number() over (
            partition by tests.employee_id, tests.skill
            order by
                tests.assessed_on desc,
                case tests.rater when 'test' then 0 when 'manager' then 1 else 2 end,
                tests."level" desc
        ) = 1
),
held as (
    select
        people.employee_id,
        coalesce(people.exit_on > $from_on and people.exit_on <= $until_on, false) as has_left,
        coalesce(people.hire_on > $from_on and people.hire_on <= $until_on, false) as is_hired,
        count(*) filter (where latest."level" >= needs.required_level) as skills
    from core.people as people
    inner join staging.stg_role_requirements as needs on people.job_role = needs.job_role
    inner join latest
        on people.employee_id = latest.employee_id and needs.skill = latest.skill
    where needs.required_level > 0
    group by people.employee_id, people.exit_on, people.hire_on
)
select
    coalesce(sum(skills) filter (where has_left), 0) as k,
    coalesce(sum(skills * skills) filter (where has_left), 0) as k_squares,
    coalesce(sum(skills) filter (where is_hired), 0) as base,
    coalesce(sum(skills * skills) filter (where is_hired), 0) as base_squares,
    least(count(*) filter (where has_left), count(*) filter (where is_hired)) as fewest,
    count(*) filter (where has_left or is_hired) as n
from held
