-- one row per decision with more than one accountable role
select
    decision,
    count(distinct "role") as accountable_roles,
    decision as example
from staging.stg_decision_rights
where "letter" = 'A'
group by decision
having count(distinct "role") > 1
order by decision
