-- one row per skill: is it asked for more or less than a year ago, and what does the plan say
with begins as (
    select
        (select min(raised_on) from staging.stg_needs) <= $as_of - interval 23 month as has_needs,
        (select min(opened_on) from staging.stg_vacancies)
        <= $as_of - interval 23 month as has_vacancies
),
needed as (
    select
        skill,
        count(*) filter (where raised_on > $as_of - interval 1 year) as recent,
        count(*) filter (where raised_on <= $as_of - interval 1 year) as before
    from staging.stg_needs
    where skill is not null and raised_on <= $as_of and raised_on > $as_of - interval 2 year
    group by skill
),
opened as (
    select
        needs.skill,
        count(*) filter (where vacancies.opened_on > $as_of - interval 1 year) as recent,
        count(*) filter (where vacancies.opened_on <= $as_of - interval 1 year) as before
    from staging.stg_vacancies as vacancies
    inner join staging.stg_role_requirements as needs on vacancies.job_role = needs.job_role
    where vacancies.opened_on <= $as_of and vacancies.opened_on > $as_of - interval 2 year
    group by needs.skill
),
planned as (
    select
        job_role,
        region,
        arg_max(needed, period) filter (where period <= $as_of) as needed_now,
        arg_max(needed, period) filter (
            where period > $as_of and period <= $as_of + to_months(cast($horizon_months as integer))
        ) as needed_then
    from staging.stg_workforce_plan
    group by job_role, region
),
plans as (
    select
        needs.skill,
        sum(planned.needed_now order by needs.job_role, planned.region) as needed_now,
        sum(planned.needed_then order by needs.job_role, planned.region) as needed_then
    from staging.stg_role_requirements as needs
    inner join planned on needs.job_role = planned.job_role
    where planned.needed_now + planned.needed_then is not null
    group by needs.skill
),
taught as (
    select skill, count(distinct program_id) as programs
    from (
        select skill, program_id from staging.stg_program_skills
        union
        select skill, program_id from core.programs
        where skill is not null
    ) as links
    group by skill
),
signs as (
    select
        coalesce(needed.skill, opened.skill, plans.skill) as skill,
        coalesce(needed.recent, 0) as needs_recent,
        if(begins.has_needs, coalesce(needed.before, 0), null) as needs_before,
        opened.recent as vacancies_recent,
        if(begins.has_vacancies, opened.before, null) as vacancies_before,
        plans.needed_now,
        plans.needed_then,
        -- beyond chance: two standard errors of a difference of counts; the plan: one in twenty
        case
            when not coalesce(begins.has_needs, false) then null
            when
                abs(coalesce(needed.recent, 0) - coalesce(needed.before, 0))
                <= 1.96 * sqrt(coalesce(needed.recent, 0) + coalesce(needed.before, 0)) then 0
            else sign(coalesce(needed.recent, 0) - coalesce(needed.before, 0))
        end as sign_of_needs,
        case
            when not coalesce(begins.has_vacancies, false) or opened.skill is null then null
            when abs(opened.recent - opened.before) <= 1.96 * sqrt(opened.recent + opened.before)
                then 0
            else sign(opened.recent - opened.before)
        end as sign_of_vacancies,
        case
            when plans.needed_now > 0
                then if(
                    abs(plans.needed_then / plans.needed_now - 1) < 0.05,
                    0,
                    sign(plans.needed_then - plans.needed_now)
                )
        end as sign_of_plan
    from needed
    full join opened on needed.skill = opened.skill
    full join plans on coalesce(needed.skill, opened.skill) = plans.skill
    cross join begins
)
select
    signs.skill,
    case
        when coalesce(sign_of_needs, sign_of_vacancies, sign_of_plan) is null then 'not known'
        when greatest(sign_of_needs, sign_of_vacancies, sign_of_plan) > 0
            then if(least(sign_of_needs, sign_of_vacancies, sign_of_plan) < 0, 'mixed', 'rising')
        when least(sign_of_needs, sign_of_vacancies, sign_of_plan) < 0 then 'falling'
        else 'steady'
    end as direction,
    needs_recent,
    needs_before,
    vacancies_recent,
    vacancies_before,
    needed_now,
    needed_then,
    coalesce(taught.programs, 0) as programs
from signs
left join taught on signs.skill = taught.skill
order by
    list_position(['rising', 'falling', 'mixed', 'steady', 'not known'], direction),
    needs_recent desc, signs.skill
