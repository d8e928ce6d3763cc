-- one row per person and trial month at risk: who, and pattern, arm and outcome in one number
with starts as (
    select person_key, start_month, is_excluded
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
    where start_month is not null
    group by all
),
at_risk as (
    select
        months.*,
        people.exit_month,
        people.exit_kind,
        coalesce(starts.start_month = months."month", false) as is_treated,
        coalesce(others.start_1 <= months."month", false)::integer
        + coalesce(others.start_2 <= months."month", false)::integer * 2
        + coalesce(others.start_3 <= months."month", false)::integer * 4
        + coalesce(others.start_4 <= months."month", false)::integer * 8
        + coalesce(others.start_5 <= months."month", false)::integer * 16
        + coalesce(others.start_6 <= months."month", false)::integer * 32
        + coalesce(others.start_7 <= months."month", false)::integer * 64
        + coalesce(others.start_8 <= months."month", false)::integer * 128 as others_taken,
        case
            when starts.start_month > months."month"
                then least(
                    months."month" + $horizon, people.last_month, starts.start_month + $grace
                )
            else least(months."month" + $horizon, people.last_month)
        end as end_month
    from marts.retention_months as months
    inner join trial_months on months."month" = trial_months."month"
    inner join marts.retention_people as people on months.person_key = people.person_key
    left join starts on months.person_key = starts.person_key
    left join others on months.person_key = others.person_key
    where
        coalesce(starts.start_month, 1000000) >= months."month"
        and not coalesce(starts.is_excluded, false)
        and coalesce(people.exit_month, 1000000) > months."month"
        and months."month" + $grace < people.last_month
),
followed as (
    select
        at_risk.*,
        coalesce(exit_month <= end_month, false) as has_left,
        case when exit_month <= end_month then exit_month else end_month end
        - "month" as seen_months
    from at_risk
)
select
    person_key,
    manager_key,
    cast(
        (
            (
                (((("month" - $first_month) * 7 + tenure_code) * 12 + role_code) * 8 + region_code)
                * 8 + level_code
            ) * 8 + rating_code
        )
        * 256
        + others_taken as bigint
    ) * 10000
    + is_treated::integer * 5000
    + seen_months * 10
    + case when has_left then exit_kind else 0 end as cell
from followed
