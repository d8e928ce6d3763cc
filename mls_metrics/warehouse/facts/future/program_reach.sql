-- one row per program: languages, regions, and how it carried its busiest month
with regions as (
    select region, count(*) as people
    from core.people
    where exit_on is null and region is not null
    group by region
    having count(*) >= $minimum_group
),
reached as (
    select program_id, count(*) as regions
    from (
        select enrollments.program_id, people.region
        from core.enrollments as enrollments
        inner join core.people as people on enrollments.person_key = people.person_key
        inner join regions on people.region = regions.region
        where enrollments.time_zero_on is not null
        group by enrollments.program_id, people.region
        having count(distinct enrollments.employee_id) >= $minimum_group
    ) as cells
    group by program_id
),
months as (
    select program_id, start_month, count(distinct employee_id) as starters
    from core.enrollments
    where time_zero_on > $as_of - interval 2 year
    group by program_id, start_month
),
busiest as (
    select
        program_id,
        arg_max(start_month, (starters, start_month)) as start_month,
        max(starters) as starters,
        median(starters) as usual
    from months
    group by program_id
),
kept as (
    select
        busiest.program_id,
        count(*) as planned,
        count(sessions.held_on) filter (where sessions.held_on <= $as_of) as held
    from busiest
    inner join staging.stg_sessions as sessions
        on
            busiest.program_id = sessions.program_id
            and year(sessions.planned_on) * 12 + month(sessions.planned_on) - 1
            = busiest.start_month
    group by busiest.program_id
)
select
    programs.program_name,
    register."languages",
    length(list_distinct(list_filter(
        list_transform(
            regexp_split_to_array(register."languages", '[,|/\x3b]'), lambda part: lower(trim(part))
        ),
        lambda part: part <> ''
    ))) as language_count,
    if(spread.regions > 0, coalesce(reached.regions, 0), null) as regions_reached,
    nullif(spread.regions, 0) as regions,
    case
        when busiest.starters >= $minimum_group
            then strftime(
                make_date(
                    cast(busiest.start_month // 12 as integer),
                    cast(busiest.start_month % 12 + 1 as integer),
                    1
                ),
                '%Y-%m'
            )
    end as busiest_month,
    case when busiest.starters >= $minimum_group then busiest.starters end as busiest_starters,
    case when busiest.usual >= $minimum_group then busiest.starters / busiest.usual end
        as times_usual,
    kept.planned as sessions_planned,
    kept.held as sessions_held
from core.programs as programs
left join staging.stg_programs as register on programs.program_id = register.program_id
left join reached on programs.program_id = reached.program_id
left join busiest on programs.program_id = busiest.program_id
left join kept on programs.program_id = kept.program_id
cross join (select count(*) as regions from regions) as spread
where coalesce(programs.closes_on > $as_of, true)
order by times_usual desc nulls last, programs.program_name
