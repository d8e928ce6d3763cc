-- one row per rule of escalation that the workspace keeps itself
select
    "rule",
    measure,
    comparison,
    threshold,
    "role",
    "days"
from staging.stg_escalation_rules
order by "rule"
