-- one row per program
select
    source.program_id,
    arg_max(source.program_name, place.seq * 10000000000 + source.source_row) as program_name,
    arg_max(source.program_type, place.seq * 10000000000 + source.source_row) as program_type,
    arg_max(source.purpose, place.seq * 10000000000 + source.source_row) as purpose,
    arg_max(source.skill, place.seq * 10000000000 + source.source_row) as skill,
    arg_max(source.audience, place.seq * 10000000000 + source.source_row) as audience,
    arg_max(source.provider, place.seq * 10000000000 + source.source_row) as provider,
    arg_max(source.party, place.seq * 10000000000 + source.source_row) as party,
    arg_max(source.platform, place.seq * 10000000000 + source.source_row) as platform,
    arg_max(source.modality, place.seq * 10000000000 + source.source_row) as modality,
    arg_max(source."languages", place.seq * 10000000000 + source.source_row) as "languages",
    arg_max(source.mandatory, place.seq * 10000000000 + source.source_row) as mandatory,
    arg_max(source.regulation, place.seq * 10000000000 + source.source_row) as regulation,
    arg_max(source.objective_id, place.seq * 10000000000 + source.source_row) as objective_id,
    arg_max(source.owner, place.seq * 10000000000 + source.source_row) as owner,
    arg_max(source.launched_on, place.seq * 10000000000 + source.source_row) as launched_on,
    arg_max(source.content_reviewed_on, place.seq * 10000000000 + source.source_row)
        as content_reviewed_on,
    arg_max(source.modules, place.seq * 10000000000 + source.source_row) as modules,
    arg_max(source.shared_modules, place.seq * 10000000000 + source.source_row) as shared_modules,
    arg_max(source.planned_hours, place.seq * 10000000000 + source.source_row) as planned_hours,
    arg_max(source.eligible_learners, place.seq * 10000000000 + source.source_row)
        as eligible_learners,
    arg_max(source.portfolio, place.seq * 10000000000 + source.source_row) as portfolio,
    arg_max(source.certificate_portable, place.seq * 10000000000 + source.source_row)
        as certificate_portable,
    arg_max(source.program_group, place.seq * 10000000000 + source.source_row) as program_group,
    arg_max(source.closes_on, place.seq * 10000000000 + source.source_row) as closes_on,
    count(*) as source_rows
from joined.programs as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
group by source.program_id
