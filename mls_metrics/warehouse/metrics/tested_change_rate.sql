-- one row per program: changes released, and how many had an experiment in the year before
select
    changes.program_id,
    count(*) filter (
        where
        changes."kind" = 'experiment'
        or exists (
            select 1
            from staging.stg_improvements as trials
            where
                trials.program_id = changes.program_id
                and trials."kind" = 'experiment'
                and trials.concluded_on between changes.released_on - 365 and changes.released_on
        )
    ) as k,
    count(*) as n
from staging.stg_improvements as changes
where changes.released_on <= $as_of
group by changes.program_id
