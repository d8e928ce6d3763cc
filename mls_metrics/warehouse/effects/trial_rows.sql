-- one row per person and trial month at risk: who, and pattern, arm and outcome in one number
with starts as (
    select person_key, start_month, is_excluded, version_code
    from marts.retention_starts
    where program_id = $program_id
),
trial_months as (
    select distinct start_month as "month"
    from starts
    where start_month is not null and not is_excluded
),
others as (
    select
        person_key,
        min(start_month) filter (where program_id = $others[1]) as start_1,
        min(start_month) filter (where program_id = $others[2]) as start_2,
        min(start_month) filter (where program_id = $others[3]) as start_3,
        min(start_month) filter (where program_id = $others[4]) as start_4,
        min(start_month) filter (where program_id = $others[5]) as start_5,
        min(start_month) filter (where program_id = $others[6]) as start_6,
        min(start_month) filter (where program_id = $others[7]) as start_7,
        min(start_month) filter (where program_id = $others[8]) as start_8
    from marts.retention_starts
    where start_month is not null and list_contains($others, program_id)
    group by all
),
-- everything that is true of a person in all months, so that a month meets it once
known as (
    select
        people.person_key,
        people.last_month,
        people.exit_kind,
        coalesce(people.exit_month, 1000000) as exit_month,
        coalesce(starts.start_month, 1000000) as start_month,
        coalesce(starts.version_code, 0) as version_code,
        least(people.last_month, coalesce(starts.start_month + $grace, 1000000)) as end_month,
        coalesce(others.start_1, 1000000) as start_1,
        coalesce(others.start_2, 1000000) as start_2,
        coalesce(others.start_3, 1000000) as start_3,
        coalesce(others.start_4, 1000000) as start_4,
        coalesce(others.start_5, 1000000) as start_5,
        coalesce(others.start_6, 1000000) as start_6,
        coalesce(others.start_7, 1000000) as start_7,
        coalesce(others.start_8, 1000000) as start_8
    from marts.retention_people as people
    left join starts on people.person_key = starts.person_key
    left join others on people.person_key = others.person_key
    where not coalesce(starts.is_excluded, false)
),
followed as (
    select
        months.*,
        known.exit_month,
        known.exit_kind,
        known.start_month = months."month" as is_treated,
        case when known.start_month = months."month" then known.version_code else 0 end
            as version_code,
        (known.start_1 <= months."month")::integer
        + (known.start_2 <= months."month")::integer * 2
        + (known.start_3 <= months."month")::integer * 4
        + (known.start_4 <= months."month")::integer * 8
        + (known.start_5 <= months."month")::integer * 16
        + (known.start_6 <= months."month")::integer * 32
        + (known.start_7 <= months."month")::integer * 64
        + (known.start_8 <= months."month")::integer * 128 as others_taken,
        least(
            months."month" + $horizon,
            case
                when known.start_month = months."month" then known.last_month
                else known.end_month
            end
        ) as end_month
    from marts.retention_months as months
    inner join known on months.person_key = known.person_key
    where
        months."month" in (select trial_months."month" from trial_months)
        and known.start_month >= months."month"
        and known.exit_month > months."month"
        and months."month" + $grace < known.last_month
)
select
    person_key,
    manager_key,
    (
        (
            (
                (
                    (
                        (
                            (cast("month" - $first_month as bigint) * 7 + tenure_code) * 12
                            + role_code
                        )
                        * 8 + region_code
                    )
                    * 8 + level_code
                ) * 8 + rating_code
            )
            * 256
            + others_taken
        ) * 8
        + version_code
    ) * 10000
    + is_treated::integer * 5000
    + (least(exit_month, end_month) - "month") * 10
    + case when exit_month <= end_month then exit_kind else 0 end as cell
from followed
