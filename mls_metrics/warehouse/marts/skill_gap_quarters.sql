-- one row per skill, job role, region and quarter with assessments
with quarterly as (
    select
        tests.employee_id,
        tests.skill,
        year(tests.assessed_on) * 4 + quarter(tests.assessed_on) - 1 as quarter_index,
        arg_max(
            tests."level",
            (
                tests.assessed_on,
                case tests.rater when 'test' then 2 when 'manager' then 1 else 0 end,
                tests."level"
            )
        ) as "level"
    from staging.stg_skill_assessments as tests
    where tests.assessed_on <= $as_of
    group by
        tests.employee_id,
        tests.skill,
        year(tests.assessed_on) * 4 + quarter(tests.assessed_on) - 1
)
select
    needs.skill,
    needs.job_role,
    needs.region,
    cast(quarterly.quarter_index as integer) as quarter_index,
    count(*) as assessed,
    count(*) filter (where quarterly."level" < needs.required_level) as below
from marts.role_needs as needs
inner join quarterly
    on needs.employee_id = quarterly.employee_id and needs.skill = quarterly.skill
group by needs.skill, needs.job_role, needs.region, quarterly.quarter_index
