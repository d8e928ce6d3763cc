-- one row per kind of thing that somebody should own: how many have nobody, how many two
with owners as (
    select
        'Decisions' as thing,
        1 as place,
        decision as name,
        count(distinct "role") filter (letter = 'A') as owners
    from staging.stg_decision_rights
    group by decision
    union all
    select
        'Programs' as thing,
        2 as place,
        program_id as name,
        if(trim(coalesce("owner", '')) = '', 0, 1) as owners
    from core.programs
    where is_registered
    union all
    select
        'KPIs' as thing,
        3 as place,
        kpi as name,
        count(distinct nullif(trim("owner"), '')) as owners
    from staging.stg_kpis
    group by kpi
    union all
    select
        'Objectives' as thing,
        4 as place,
        objective_id as name,
        if(trim(coalesce("owner", '')) = '', 0, 1) as owners
    from staging.stg_objectives
)
select
    thing,
    count(*) as things,
    count(*) filter (owners = 0) as without_owner,
    count(*) filter (owners > 1) as several_owners,
    coalesce(
        string_agg(name, ', ' order by name) filter (owners <> 1), ''
    ) as names
from owners
group by thing, place
order by place
