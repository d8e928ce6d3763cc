-- one row per thing that changes or stays, with what the data say of its program
with starts as (
    select
        program_id,
        max(started_on) as last_start_on,
        count(*) filter (where started_on > $as_of - cast($quiet_days as integer)) as starts_lately
    from (
        select
            program_id,
            coalesce(started_on, enrolled_on, time_zero_on) as started_on
        from core.enrollments
    ) as begun
    where started_on <= $as_of
    group by program_id
)
select
    said.item,
    said."kind",
    coalesce(said."before", '') as "before",
    coalesce(said."after", '') as "after",
    coalesce(said.audience, '') as audience,
    coalesce(said."owner", '') as "owner",
    said.due_on,
    coalesce(said.decided_in, '') as decided_in,
    coalesce(said.program_id, '') as program_id,
    said.changed_on,
    programs.closes_on,
    starts.last_start_on,
    coalesce(starts.starts_lately, 0) as starts_lately,
    coalesce((select sum(other.starts_lately) from starts as other), 0) > 0 as is_known_lately
from staging.stg_commitments as said
left join core.programs as programs on said.program_id = programs.program_id
left join starts on said.program_id = starts.program_id
order by said."kind", said.due_on nulls last, said.item
