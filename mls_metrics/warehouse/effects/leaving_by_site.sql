-- one row per kind of site and site: people in the roles of one program a year ago, and who left
with last_months as (
    select
        (select max(last_month) from marts.retention_people) as last_month,
        greatest(
            (select max(last_month) from marts.retention_people) - $horizon,
            (select min("month") from marts.retention_months)
        ) as base_month
),
kinds as (
    select
        count(*) filter (where exit_kind = 4)
        > $untyped_limit * greatest(count(*) filter (where exit_kind > 0), 1) as is_any
    from marts.retention_people
),
role_starts as (
    select
        months.role_code,
        count(*) as starters
    from marts.retention_starts as starts
    inner join marts.retention_months as months
        on starts.person_key = months.person_key and starts.start_month = months."month"
    where starts.program_id = $program_id and not starts.is_excluded
    group by months.role_code
),
audience as (
    select role_code
    from role_starts
    where starters >= 0.05 * (select sum(starters) from role_starts)
),
there as (
    select
        months.person_key,
        kinds.is_any or people.exit_kind = 1 as counts,
        least(coalesce(people.exit_month, people.last_month), last_months.last_month)
        - months."month" as seen_months,
        coalesce(people.exit_month <= last_months.last_month, false) as has_left,
        core_people.location,
        core_people.department,
        spells.region,
        spells.manager_id
    from marts.retention_months as months
    cross join last_months
    cross join kinds
    inner join marts.retention_people as people on months.person_key = people.person_key
    inner join core.people as core_people on months.person_key = core_people.person_key
    inner join core.person_spells as spells
        on
            months.person_key = spells.person_key
            and months."month" between spells.from_month and spells.to_month
    where
        months."month" = last_months.base_month
        and coalesce(people.exit_month, 1000000) > months."month"
        and (
            months.role_code in (select role_code from audience)
            or (select count(*) from audience) = 0
        )
),
sites as (
    select 'company' as site_kind, 'company' as site, there.* from there
    union all
    select 'location' as site_kind, location as site, there.* from there
    union all
    select 'region' as site_kind, region as site, there.* from there
    union all
    select 'department' as site_kind, department as site, there.* from there
    union all
    select 'manager' as site_kind, manager_id as site, there.* from there
)
select
    site_kind,
    site,
    count(*) as people,
    sum(seen_months) as person_months,
    count(*) filter (where has_left and counts) as leavers,
    count(*) filter (where has_left and not counts) as others
from sites
where site is not null
group by site_kind, site
order by site_kind, site
