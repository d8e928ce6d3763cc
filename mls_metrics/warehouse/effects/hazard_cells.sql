-- one row per month, pattern and set of programs begun: people at risk and voluntary leavers
with exposures as (
    select
        months.person_key,
        months."month",
        bit_or(
            case
                when months."month" > starts.start_month + $grace
                    then cast(1 as bigint) << (list_position($programs, starts.program_id) - 1)
                else 0
            end
        ) as exposed
    from marts.retention_starts as starts
    inner join marts.retention_months as months
        on starts.person_key = months.person_key and starts.start_month <= months."month"
    where list_contains($programs, starts.program_id) and not starts.is_excluded
    group by all
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
    on months.person_key = exposures.person_key and months."month" = exposures."month"
where months."month" between $first_month and people.last_month
group by all
order by all
