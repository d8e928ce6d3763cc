-- one row per starter of the programs asked for who was still there after the grace
with starts as (
    select
        starts.person_key,
        starts.start_month,
        cast(list_position($programs, starts.program_id) - 1 as integer) as program
    from marts.retention_starts as starts
    where
        list_contains($programs, starts.program_id)
        and starts.start_month is not null
        and not starts.is_excluded
)
select
    starts.program,
    starts.person_key,
    starts.start_month,
    people.hire_month,
    months.tenure_code,
    months.role_code,
    months.region_code,
    months.level_code,
    months.rating_code,
    coalesce(
        bit_or(cast(1 as bigint) << other.program)
        filter (
            where other.program != starts.program and other.start_month <= starts.start_month
        ),
        0
    ) as exposed
from starts
inner join marts.retention_people as people on starts.person_key = people.person_key
inner join marts.retention_months as months
    on starts.person_key = months.person_key and starts.start_month = months."month"
inner join starts as other on starts.person_key = other.person_key
where
    starts.start_month + $grace < people.last_month
    and coalesce(people.exit_month, 1000000) > starts.start_month + $grace
group by all
order by starts.program, starts.person_key
