-- one row per person and trial month below the level: who, and pattern, arm and outcome in a number
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
rivals as (
    select person_key, min(start_month) as start_month
    from marts.retention_starts
    where list_contains($rivals, program_id) and start_month is not null
    group by person_key
),
at_risk as (
    select
        months.*,
        standing.from_month,
        standing.gap,
        standing.before_gap,
        standing.rater_code,
        standing.next_look,
        standing.reached_month,
        coalesce(people.exit_month, 1000000) as exit_month,
        coalesce(starts.start_month = months."month", false) as is_treated,
        coalesce(rivals.start_month <= months."month", false)::integer as has_rival,
        least(
            months."month" + $horizon,
            people.last_month,
            $last_month,
            case when starts.start_month > months."month" then starts.start_month else 1000000 end
        ) as end_month
    from standing
    inner join trial_months
        on
            standing.from_month <= trial_months."month"
            and standing.until_month > trial_months."month"
    inner join marts.retention_months as months
        on standing.person_key = months.person_key and trial_months."month" = months."month"
    inner join marts.retention_people as people on standing.person_key = people.person_key
    left join starts on standing.person_key = starts.person_key
    left join rivals on standing.person_key = rivals.person_key
    where
        coalesce(starts.start_month, 1000000) >= months."month"
        and not coalesce(starts.is_excluded, false)
        and coalesce(people.exit_month, 1000000) > months."month"
        and months."month" < least(people.last_month, $last_month)
        -- looked at again within the month itself: what is known at its end is not in the row
        and coalesce(standing.next_look, 1000000) > months."month"
),
followed as (
    select
        at_risk.*,
        least(end_month, exit_month, coalesce(reached_month, 1000000)) as seen_month,
        coalesce(reached_month <= least(end_month, exit_month), false)::integer as has_reached
    from at_risk
),
coded as (
    select
        followed.*,
        case
            when gap <= 0.1 then 0
            when gap <= 0.2 then 1
            when gap <= 0.3 then 2
            when gap <= 0.4 then 3
            when gap <= 0.5 then 4
            when gap <= 0.6 then 5
            when gap <= 0.8 then 6
            else 7
        end as gap_code,
        case
            when before_gap is not null
                then
                    case
                        when before_gap <= -0.1 then 0
                        when before_gap <= 0.05 then 1
                        when before_gap <= 0.15 then 2
                        when before_gap <= 0.25 then 3
                        when before_gap <= 0.35 then 4
                        when before_gap <= 0.5 then 5
                        else 6
                    end
            when "month" - from_month <= 3 then "month" - from_month
            when "month" - from_month <= 5 then 4
            when "month" - from_month <= 8 then 5
            when "month" - from_month <= 11 then 6
            else 7
        end as before_code,
        case when next_look <= seen_month then next_look - "month" else 0 end as looked_after
    from followed
)
select
    person_key,
    manager_key,
    (
        (
            (
                (
                    (((("month"::bigint * 7 + tenure_code) * 12 + role_code) * 8 + region_code) * 8)
                    + level_code
                )
                * 8 + rating_code
            )
            * 8 + gap_code
        )
        * 8 + before_code
    ) * 320000
    + rater_code * 80000
    + has_rival * 40000
    + is_treated::integer * 20000
    + has_reached * 10000
    + (seen_month - "month") * 100
    + looked_after as cell
from coded
