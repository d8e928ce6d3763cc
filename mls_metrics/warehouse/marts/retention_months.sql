-- one row per person and month employed, the pattern of that month as small integer codes
with roles as (
    select job_role, least(row_number() over (order by count(*) desc, job_role) - 1, 11) as code
    from core.person_months
    group by job_role
),
regions as (
    select region, least(row_number() over (order by count(*) desc, region) - 1, 7) as code
    from core.person_months
    group by region
),
levels as (
    select job_level, least(row_number() over (order by count(*) desc, job_level) - 1, 7) as code
    from core.person_months
    group by job_level
),
ratings as (
    select rating, least(row_number() over (order by count(*) desc, rating) - 1, 7) as code
    from core.person_months
    group by rating
),
managers as (
    select manager_id, row_number() over (order by manager_id) - 1 as code
    from core.person_months
    where manager_id is not null
    group by manager_id
)
select
    months.person_key,
    months."month",
    cast(months.tenure_band as integer) as tenure_code,
    cast(roles.code as integer) as role_code,
    cast(regions.code as integer) as region_code,
    cast(levels.code as integer) as level_code,
    cast(ratings.code as integer) as rating_code,
    cast(coalesce(managers.code, -1) as integer) as manager_key,
    months.is_rating_dated
from core.person_months as months
inner join roles on months.job_role = roles.job_role
inner join regions on months.region = regions.region
inner join levels on months.job_level = levels.job_level
inner join ratings on months.rating = ratings.rating
left join managers on months.manager_id = managers.manager_id
