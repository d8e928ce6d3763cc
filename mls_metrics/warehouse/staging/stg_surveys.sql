-- one row per response (wide), or per response and question (long)
select
    source.responded_on,
    source.program_id,
    source.employee_id,
    source.satisfaction,
    source.relevance,
    source.recommend,
    source.intent_to_apply,
    source.applied,
    source.manager_support,
    source.self_isolated_gain,
    source.self_confidence,
    source.intent_to_stay,
    source.growth,
    source.engagement,
    source.work_life_balance,
    source.comment,
    source."question",
    source.construct,
    source.answer,
    source.scale_max,
    source.invited,
    place.seq as import_seq,
    source.source_row
from landing.surveys as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
