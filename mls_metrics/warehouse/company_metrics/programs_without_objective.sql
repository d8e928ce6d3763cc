-- one row: programs of the register, and the share that serves no objective known by name
with serving as (
    select
        program_id,
        objective_id
    from core.programs
    union
    select
        program_id,
        objective_id
    from staging.stg_objective_links
),
named as (
    select distinct serving.program_id
    from serving
    inner join staging.stg_objectives as objectives
        on serving.objective_id = objectives.objective_id
)
select
    count(*) filter (where named.program_id is null) / nullif(count(*), 0) as "value",
    count(*) as n
from core.programs as programs
left join named on programs.program_id = named.program_id
where programs.is_registered and exists (select 1 from staging.stg_objectives)
