-- one row per decision: who is accountable, and the first rule it breaks
with judged as (
    select
        decision,
        "role",
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
        coalesce(string_agg(distinct "role", ', ' order by "role") filter (letter = 'A'), '')
            as accountable,
        count(distinct "role") filter (letter = 'A') as accountable_roles,
        count(distinct "role") filter (letter = 'R') as responsible_roles,
        coalesce(bool_or(letter = 'A' and party = 'partner' and is_strategic), false)
            as is_given_away
    from judged
    group by decision
)
select
    decision,
    accountable,
    accountable_roles,
    responsible_roles,
    case
        when accountable_roles = 0 then 'nobody accountable'
        when accountable_roles > 1 then 'more than one accountable'
        when is_given_away then 'strategy given to the partner'
        when responsible_roles = 0 then 'nobody responsible'
        else ''
    end as fault
from held
order by fault = '', decision
