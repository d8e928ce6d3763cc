-- one row per employee and date from which the values hold
with told as (
    select
        source.employee_id,
        source.valid_from,
        arg_max(source.job_role, place.seq * 10000000000 + source.source_row) as job_role,
        arg_max(source.job_level, place.seq * 10000000000 + source.source_row) as job_level,
        arg_max(source.department, place.seq * 10000000000 + source.source_row) as department,
        arg_max(source.region, place.seq * 10000000000 + source.source_row) as region,
        arg_max(source.manager_id, place.seq * 10000000000 + source.source_row) as manager_id,
        arg_max(source.performance_rating, place.seq * 10000000000 + source.source_row)
            as performance_rating,
        count(*) as source_rows
    from joined.job_history as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
    group by source.employee_id, source.valid_from
),
-- several exports of the roster are a history: of those whom no file of job history tells of
seen as (
    select
        snapshots.*,
        row_number() over by_day as place_in_time,
        count(*) over (partition by snapshots.employee_id) as snapshots_known,
        row(
            snapshots.job_role,
            snapshots.job_level,
            snapshots.department,
            snapshots.region,
            snapshots.manager_id,
            snapshots.performance_rating
        ) as held,
        lag(held) over by_day as held_before
    from staging.roster_snapshots as snapshots
    anti join told on snapshots.employee_id = told.employee_id
    window by_day as (
        partition by snapshots.employee_id
        order by snapshots.seen_on, snapshots."system", snapshots.headers
    )
)
select
    employee_id,
    valid_from,
    job_role,
    job_level,
    department,
    region,
    manager_id,
    performance_rating,
    false as is_from_roster,
    source_rows
from told
union all
select
    employee_id,
    seen_on as valid_from,
    job_role,
    job_level,
    department,
    region,
    manager_id,
    performance_rating,
    true as is_from_roster,
    source_rows
from seen
where snapshots_known > 1 and (place_in_time = 1 or held is distinct from held_before)
qualify row_number() over (partition by employee_id, seen_on order by place_in_time desc) = 1
