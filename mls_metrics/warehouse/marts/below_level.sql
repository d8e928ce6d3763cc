-- one row per skill, target, person and stretch of months below it: until when, and when reached
with wanted as (
    select distinct
        programs.skill,
        coalesce(links.target_level, -1) as target_key
    from (
        select program_id, skill from core.programs
        where skill is not null
        union
        select program_id, skill from staging.stg_program_skills
    ) as programs
    left join staging.stg_program_skills as links
        on programs.program_id = links.program_id and programs.skill = links.skill
),
readings as (
    select
        people.person_key,
        tests.skill,
        coalesce(tests.rater, 'unknown') as rater,
        cast(year(tests.assessed_on) * 12 + month(tests.assessed_on) - 1 as integer) as "month",
        max(tests."level") as "level"
    from staging.stg_skill_assessments as tests
    inner join core.people as people on tests.employee_id = people.employee_id
    where tests.assessed_on <= $as_of and tests.skill in (select skill from wanted)
    group by all
),
-- where a program names no level, the one that the person's role asked for at first
asked_of_role as (
    select
        readings.person_key,
        readings.skill,
        arg_min(needs.required_level, readings."month") as required_level
    from readings
    inner join core.person_months as months
        on readings.person_key = months.person_key and readings."month" = months."month"
    inner join staging.stg_role_requirements as needs
        on months.job_role = needs.job_role and readings.skill = needs.skill
    group by readings.person_key, readings.skill
),
aimed as (
    select
        readings.*,
        wanted.target_key,
        case when wanted.target_key > 0 then wanted.target_key else asked_of_role.required_level end
            as target_level
    from readings
    inner join wanted on readings.skill = wanted.skill
    left join asked_of_role
        on readings.person_key = asked_of_role.person_key and readings.skill = asked_of_role.skill
),
graded as (
    select
        aimed.*,
        lead("month") over (
            partition by skill, target_key, person_key, rater order by "month"
        ) as next_look,
        min("month") filter (where "level" >= target_level) over (
            partition by skill, target_key, person_key, rater order by "month"
            rows between 1 following and unbounded following
        ) as reached_month
    from aimed
    where target_level > 0
),
-- a test may be the program's own, so it is known from the month after. Else the later speaks,
-- and in one month a test before a manager, a manager before oneself
ranked as (
    select
        graded.*,
        "month" + cast((rater = 'test') as integer) as from_month,
        case rater when 'test' then 0 when 'manager' then 1 when 'self' then 2 else 3 end
            as rater_code
    from graded
),
newest as (
    select *
    from ranked
    qualify
        row_number() over (
            partition by skill, target_key, person_key, from_month
            order by "month" desc, rater_code
        ) = 1
),
spans as (
    select
        newest.*,
        lead(from_month) over (
            partition by skill, target_key, person_key order by from_month
        ) as until_month
    from newest
)
select
    skill,
    target_key,
    person_key,
    cast(from_month as integer) as from_month,
    cast(coalesce(until_month, 1000000) as integer) as until_month,
    (target_level - "level") / target_level as gap,
    cast(rater_code as integer) as rater_code,
    next_look,
    reached_month
from spans
where "level" < target_level
