-- one row per program with experiments: how many began, run, and ended with a result
select
    programs.program_name,
    count(*) as started,
    count(*) filter (where coalesce(trials.concluded_on > $as_of, true)) as running,
    count(*) filter (
        where trials.concluded_on <= $as_of and trials.outcome in ('adopted', 'rejected')
    ) as with_result,
    count(*) filter (
        where trials.concluded_on <= $as_of and coalesce(trials.outcome, 'open') = 'open'
    ) as without_result,
    count(*) filter (where trials.concluded_on <= $as_of and trials.outcome = 'adopted') as adopted,
    max(date_diff('day', trials.raised_on, $as_of))
    filter (where coalesce(trials.concluded_on > $as_of, true)) as longest_running
from staging.stg_improvements as trials
inner join core.programs as programs on trials.program_id = programs.program_id
where trials."kind" = 'experiment' and trials.raised_on <= $as_of
group by programs.program_name
order by running desc, programs.program_name
