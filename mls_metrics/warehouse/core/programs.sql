-- one row per program: every program of the register, and every program that exports mention
with mentioned as (
    select distinct program_id from staging.stg_enrollments
    union
    select distinct program_id from staging.stg_costs
    union
    select program_id from staging.stg_programs
    union
    select program_id from staging.stg_surveys
    where program_id is not null
    union
    select program_id from staging.stg_improvements
    union
    select program_id from staging.stg_program_modules
),
linked as (
    select
        program_id,
        min(objective_id) as objective_id
    from staging.stg_objective_links
    group by program_id
)
select
    mentioned.program_id,
    coalesce(register.program_name, mentioned.program_id) as program_name,
    register.program_group,
    register.program_type,
    register.purpose,
    register.skill,
    register.audience,
    register.provider,
    register.party,
    register.platform,
    coalesce(register.mandatory, false) as mandatory,
    register.regulation,
    coalesce(register.objective_id, linked.objective_id) as objective_id,
    register.owner,
    register.launched_on,
    register.content_reviewed_on,
    register.modules,
    register.shared_modules,
    register.planned_hours,
    register.eligible_learners,
    register.portfolio,
    register.certificate_portable,
    register.closes_on,
    register.program_id is not null as is_registered
from mentioned
left join staging.stg_programs as register on mentioned.program_id = register.program_id
left join linked on mentioned.program_id = linked.program_id
