-- one row: vacancies in critical roles filled in the window, and how many from within
with critical as (
    select distinct needs.job_role
    from staging.stg_role_requirements as needs
    left join staging.stg_skills as skills on needs.skill = skills.skill
    where needs.criticality >= 0.7 or skills.future_critical
)
select
    count(*) filter (where vacancies.internal) as k,
    count(*) as n
from staging.stg_vacancies as vacancies
inner join critical on vacancies.job_role = critical.job_role
where
    vacancies.filled_on > $from_on
    and vacancies.filled_on <= $until_on
    and vacancies.internal is not null
