-- one row per person and month employed, the pattern of that month as small integer codes
with spells as (
    select
        person_spells.*,
        to_month - from_month + 1 as months
    from core.person_spells
),
roles as (
    select job_role, least(row_number() over (order by sum(months) desc, job_role) - 1, 11) as code
    from spells
    group by job_role
),
regions as (
    select region, least(row_number() over (order by sum(months) desc, region) - 1, 7) as code
    from spells
    group by region
),
levels as (
    select job_level, least(row_number() over (order by sum(months) desc, job_level) - 1, 7) as code
    from spells
    group by job_level
),
ratings as (
    select rating, least(row_number() over (order by sum(months) desc, rating) - 1, 7) as code
    from spells
    group by rating
),
managers as (
    select manager_id, row_number() over (order by manager_id) - 1 as code
    from spells
    where manager_id is not null
    group by manager_id
),
coded as (
    select
        spells.person_key,
        spells.from_month,
        spells.to_month,
        spells.hire_month,
        cast(roles.code as integer) as role_code,
        cast(regions.code as integer) as region_code,
        cast(levels.code as integer) as level_code,
        cast(ratings.code as integer) as rating_code,
        cast(coalesce(managers.code, -1) as integer) as manager_key,
        spells.is_rating_dated
    from spells
    inner join roles on spells.job_role = roles.job_role
    inner join regions on spells.region = regions.region
    inner join levels on spells.job_level = levels.job_level
    inner join ratings on spells.rating = ratings.rating
    left join managers on spells.manager_id = managers.manager_id
    order by spells.person_key, spells.from_month
),
months as (
    select
        coded.*,
        cast(unnest(range(from_month, to_month + 1)) as integer) as "month"
    from coded
)
select
    person_key,
    "month",
    case
        when "month" - hire_month < 3 then 0
        when "month" - hire_month < 6 then 1
        when "month" - hire_month < 12 then 2
        when "month" - hire_month < 24 then 3
        when "month" - hire_month < 36 then 4
        when "month" - hire_month < 60 then 5
        else 6
    end as tenure_code,
    role_code,
    region_code,
    level_code,
    rating_code,
    manager_key,
    is_rating_dated
from months
