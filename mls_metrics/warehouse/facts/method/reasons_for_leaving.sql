-- one row per reason of voluntary leavers of the last year, reasons of few put together
with leavers as (
    select
        coalesce(nullif(lower(trim(roster.termination_reason)), ''), 'not said') as reason,
        count(*) as leavers
    from core.people as people
    inner join staging.stg_employees as roster on people.employee_id = roster.employee_id
    where
        people.exit_type = 'voluntary'
        and people.exit_on > $as_of - 365
        and people.exit_on <= $as_of
    group by reason
),
ranked as (
    select
        leavers.*,
        coalesce(
            sum(leavers) over (
                order by leavers, reason rows between unbounded preceding and 1 preceding
            ), 0
        ) as fewer
    from leavers
),
-- too few to show, or needed so that those too few are together enough
told as (
    select
        ranked.*,
        leavers < $minimum_group or (fewer > 0 and fewer < $minimum_group) as is_hidden
    from ranked
),
named as (
    select
        if(is_hidden, 'reasons of few, together', reason) as reason,
        is_hidden,
        sum(leavers) as leavers,
        (select sum(every.leavers) from leavers as every) as every_leaver
    from told
    group by all
)
select
    reason,
    cast(if(leavers >= $minimum_group, leavers, null) as integer) as leavers,
    cast(if(every_leaver >= $minimum_group, every_leaver, null) as integer) as every_leaver,
    not is_hidden and reason <> 'not said' as is_named,
    not is_hidden
    and regexp_matches(reason, 'learn|train|develop|growth|skill|promotion|career [^c]')
        as is_growth
from named
order by is_hidden, reason = 'not said', named.leavers desc, reason
