-- one row: programs changed in the window, and how many with an experiment concluded by then
with changed as (
    select
        program_id,
        max(coalesce(released_on, concluded_on)) as changed_on
    from staging.stg_improvements
    where
        "kind" != 'experiment'
        and (released_on is not null or outcome = 'adopted')
        and coalesce(released_on, concluded_on) > $from_on
        and coalesce(released_on, concluded_on) <= $until_on
    group by program_id
)
select
    count(*) filter (
        where exists (
            select 1 from staging.stg_improvements as trials
            where
                trials.program_id = changed.program_id
                and trials."kind" = 'experiment'
                and trials.concluded_on > $from_on
                and trials.concluded_on <= changed.changed_on
        )
    ) as k,
    count(*) as n
from changed
