-- one row per program: reach of the least reached group over the reach of all whom it is meant for
with meant as (
    select
        programs.program_id,
        people.person_key,
        people.region,
        people.employment_type,
        people.job_level
    from core.programs as programs
    cross join core.people as people
    where
        people.exit_on is null
        and (
            programs.audience is null
            or programs.audience not in (
                select roster.job_role from core.people as roster
                where roster.job_role is not null
            )
            or people.job_role = programs.audience
        )
),
begun as (
    select distinct
        program_id,
        person_key
    from core.enrollments
    where time_zero_on is not null and person_key is not null
),
placed as (
    select
        meant.program_id,
        begun.person_key is not null as is_reached,
        unnest(
            [
                { 'kind': 'region', 'name': meant.region },
                { 'kind': 'employment_type', 'name': meant.employment_type },
                { 'kind': 'job_level', 'name': meant.job_level },
                { 'kind': 'all', 'name': 'all' }
            ]
        ) as part
    from meant
    left join begun
        on meant.program_id = begun.program_id and meant.person_key = begun.person_key
),
groups as (
    select
        program_id,
        part['kind'] as "kind",
        part['name'] as "name",
        count(*) filter (where is_reached) as reached,
        count(*) as n
    from placed
    where part['name'] is not null
    group by program_id, part['kind'], part['name']
),
known as (
    select
        groups.program_id,
        groups."kind",
        groups."name",
        groups.reached,
        groups.n,
        entire.reached / entire.n as reach_of_all,
        (groups.reached + 1) / (groups.n + 2) as reach_drawn
    from groups
    inner join groups as entire on groups.program_id = entire.program_id and entire."kind" = 'all'
    where groups."kind" <> 'all' and groups.n >= 30 and entire.reached > 0
)
select
    program_id,
    reached / n / reach_of_all as "mean",
    sqrt(reach_drawn * (1 - reach_drawn)) / reach_of_all as sd,
    n
from known
qualify
    count(*) over (partition by program_id, "kind") >= 2
    and row_number() over (partition by program_id order by reached / n, "kind", "name") = 1
