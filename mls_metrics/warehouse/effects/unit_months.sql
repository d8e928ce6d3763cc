-- one row per unit and month: people in it, how many have completed the program, and its region
with members as (
    select
        spells.person_key,
        unnest(range(spells.from_month, spells.to_month + 1)) as "month",
        spells.region,
        case $unit_kind
            when 'manager' then spells.manager_id
            when 'department' then people.department
            when 'location' then people.location
            when 'region' then spells.region
            else 'company'
        end as unit_id
    from core.person_spells as spells
    inner join core.people as people on spells.person_key = people.person_key
)
select
    members.unit_id,
    members."month",
    count(*) as headcount,
    count(*) filter (where starts.completion_month <= members."month") as trained,
    count(*) filter (where starts.start_month <= members."month") as begun,
    min(members.region) as region
from members
left join marts.retention_starts as starts
    on members.person_key = starts.person_key and starts.program_id = $program_id
where members.unit_id is not null
group by members.unit_id, members."month"
order by members.unit_id, members."month"
