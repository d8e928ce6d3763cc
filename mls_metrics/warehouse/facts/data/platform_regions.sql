-- one row per platform and region: people under any of their ids, small cells hidden in pairs
with counted as (
    select
        coalesce(source.platform, 'not said') as platform,
        coalesce(people.region, source.region, 'not known') as region,
        count(distinct source.employee_id) as people,
        count(*) as enrollments,
        max(greatest(source.enrolled_on, source.started_on, source.completed_on)) as latest_on
    from core.enrollments as source
    left join core.people as people on source.person_key = people.person_key
    group by all
),
marked as (
    select
        counted.*,
        people < $minimum_group as is_small,
        count(*) filter (where people < $minimum_group) over (partition by platform) as small_ones,
        row_number() over (
            partition by platform, people < $minimum_group order by people, region
        ) as place
    from counted
),
shown as (
    select
        marked.*,
        is_small or (small_ones = 1 and place = 1) as is_hidden
    from marked
)
select
    platform,
    region,
    case when not is_hidden then people end as people,
    case when not is_hidden then enrollments end as enrollments,
    case when not is_hidden then latest_on end as latest_on
from shown
order by platform, region
