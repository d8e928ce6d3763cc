-- one row per decision: of strategy or not, and which side is accountable
with judged as (
    select
        decision,
        letter,
        party,
        coalesce(
            bool_or(strategic) over (partition by decision),
            regexp_matches(
                lower(decision),
                '\b(retire|scale|end|strategy|vision|budget|portfolio|objectives?)\b'
            )
        ) as is_strategic
    from staging.stg_decision_rights
),
held as (
    select
        decision,
        bool_or(is_strategic) as is_strategic,
        count(*) filter (letter = 'A') as accountable,
        count(*) filter (letter = 'A' and party = 'internal') as inside,
        count(*) filter (letter = 'A' and party = 'partner') as outside
    from judged
    group by decision
)
select
    decision,
    if(is_strategic, 'strategic', 'operational') as decision_type,
    case
        when accountable = 0 then 'nobody'
        when inside > 0 and outside > 0 then 'both'
        when outside > 0 then 'partner'
        when inside > 0 then 'internal'
        else 'not known'
    end as accountable_side,
    is_strategic and outside > 0 as is_flagged
from held
order by is_flagged desc, is_strategic desc, decision
