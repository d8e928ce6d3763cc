-- one row per kind of site, site and half-year: enrollments that ended, and how many completed
with ended as (
    select
        enrollments.program_id,
        coalesce(enrollments.region, people.region) as region,
        programs.provider,
        coalesce(
            enrollments.completed_on, enrollments.withdrawn_on, enrollments.due_on,
            enrollments.time_zero_on
        ) as ended_on,
        enrollments."status" = 'completed' and coalesce(enrollments.is_passed, true)
            as is_good
    from core.enrollments as enrollments
    inner join core.programs as programs on enrollments.program_id = programs.program_id
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments."status" in ('completed', 'failed', 'withdrawn', 'no_show', 'expired')
        or enrollments.is_overdue
),
rated as (
    select
        *,
        avg(cast(is_good as double)) over (partition by program_id) as program_rate,
        avg(cast(is_good as double)) over () as every_rate
    from ended
),
sited as (
    select
        'region' as kind,
        region as site,
        program_rate as expected_rate,
        ended_on,
        is_good
    from rated
    where region is not null
    union all
    select
        'provider' as kind,
        provider as site,
        every_rate as expected_rate,
        ended_on,
        is_good
    from rated
    where provider is not null
)
select
    kind,
    site,
    coalesce(
        year(ended_on) || ' H' || (case when month(ended_on) <= 6 then 1 else 2 end), 'undated'
    ) as half_year,
    cast(count(*) filter (where is_good) as integer) as good,
    cast(count(*) as integer) as ended,
    sum(expected_rate order by expected_rate) as expected,
    sum(expected_rate * (1 - expected_rate) order by expected_rate) as variance
from sited
group by kind, site, half_year
having count(*) >= $minimum_group
