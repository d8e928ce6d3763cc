-- one row per group and skill its roles need: assessed, and below the level, few of them left out
with counted as (
    select
        members.audience,
        needs.skill,
        count(latest."level") as assessed,
        count(*) filter (where latest."level" < needs.required_level) as below
    from marts.audience_people as members
    inner join marts.role_needs as needs on members.employee_id = needs.employee_id
    left join marts.latest_levels as latest
        on needs.employee_id = latest.employee_id and needs.skill = latest.skill
    where members.is_here
    group by members.audience, needs.skill
),
revealing as (
    select distinct
        counted.audience,
        counted.skill
    from counted
    inner join marts.audience_pairs as pairs on counted.audience = pairs.narrower
    inner join counted as wider
        on pairs.wider = wider.audience and counted.skill = wider.skill
    where
        wider.assessed - counted.assessed between 1 and $minimum_group - 1
        or wider.below - counted.below between 1 and $minimum_group - 1
)
select
    counted.audience,
    counted.skill,
    counted.assessed,
    counted.below,
    100.0 * counted.below / counted.assessed as below_percent
from counted
left join revealing
    on counted.audience = revealing.audience and counted.skill = revealing.skill
where
    revealing.audience is null
    and counted.assessed >= $minimum_group
    and counted.below >= $minimum_group
    and (
        counted.assessed = counted.below or counted.assessed - counted.below >= $minimum_group
    )
order by counted.audience, counted.below desc, counted.skill
