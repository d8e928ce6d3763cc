-- one row per program: mean shortfall of assessed required pairs, as share of the required level
with gaps as (
    select
        program_id,
        employee_id,
        skill,
        greatest(required_level - "level", 0) / nullif(required_level, 0) as gap
    from marts.required_pairs
    where "level" is not null
)
select
    program_id,
    avg(gap order by employee_id, skill) as "mean",
    coalesce(stddev_samp(gap order by employee_id, skill), 0) as sd,
    count(*) as n
from gaps
group by program_id
