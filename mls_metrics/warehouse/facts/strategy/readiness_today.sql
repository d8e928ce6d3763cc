-- one row: required skills held today by the people employed, and what is spent in a year
select
    count(*) as pairs,
    count(latest."level") as assessed,
    count(*) filter (where latest."level" >= needs.required_level) as ready,
    count(*) filter (where latest."level" < needs.required_level) as below,
    count(*) filter (where latest."level" >= needs.required_level)
    / nullif(count(latest."level"), 0) as ready_share,
    count(distinct needs.employee_id) filter (where latest."level" is not null) as people,
    (
        select sum(facts.direct_cost order by facts.program_id) from marts.program_facts as facts
    ) as spend
from marts.role_needs as needs
left join marts.latest_levels as latest
    on needs.employee_id = latest.employee_id and needs.skill = latest.skill
having count(distinct needs.employee_id) filter (where latest."level" is not null) >= $minimum_group
