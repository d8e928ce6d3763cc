-- one row per month, pattern and set of programs begun: people at risk and voluntary leavers
with begun as (
    select
        person_key,
        start_month + $grace + 1 as from_month,
        bit_or(cast(1 as bigint) << (list_position($programs, program_id) - 1)) as programs
    from marts.retention_starts
    where
        list_contains($programs, program_id)
        and start_month is not null
        and not is_excluded
    group by all
),
exposures as (
    select
        person_key,
        from_month,
        lead(from_month, 1, 1000000) over (partition by person_key order by from_month)
            as end_month,
        bit_or(programs) over (partition by person_key order by from_month) as exposed
    from begun
)
select
    months."month",
    months.tenure_code,
    months.role_code,
    months.region_code,
    months.level_code,
    months.rating_code,
    coalesce(exposures.exposed, 0) as exposed,
    count(*) as people,
    count(*) filter (
        where months."month" = people.exit_month and ($any_exit or people.exit_kind = 1)
    ) as leavers
from marts.retention_months as months
inner join marts.retention_people as people on months.person_key = people.person_key
left join exposures
    on
        months.person_key = exposures.person_key
        and months."month" >= exposures.from_month
        and months."month" < exposures.end_month
where months."month" between $first_month and people.last_month
group by all
order by all
