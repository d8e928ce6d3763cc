-- one row per decision of the log kept as a table, with what came of it
select
    decided_on,
    decision,
    "by" as decided_by,
    program_id,
    lower("action") as decided_action,
    probability,
    evidence,
    review_on,
    outcome,
    outcome_on,
    case
        when
            regexp_matches(
                lower(trim(outcome)),
                '^(no|not|false|did not|failed|wrong|refuted|missed|reversed)\b'
            )
            then false
        when
            regexp_matches(
                lower(trim(outcome)),
                '^(yes|true|came true|held|worked|right|confirmed|reached|success)'
            )
            then true
    end as came_true
from staging.stg_decisions
order by decided_on desc, decision
