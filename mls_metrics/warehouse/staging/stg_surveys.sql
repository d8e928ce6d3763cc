-- one row per response (wide) or answer (long), what later exports repeat counts once
with numbered as (
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
        source.source_row,
        row_number() over (
            partition by
                place.seq,
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
                source.invited
            order by source.source_row
        ) as copy_number
    from joined.surveys as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
)
select
    responded_on,
    program_id,
    employee_id,
    satisfaction,
    relevance,
    recommend,
    intent_to_apply,
    applied,
    manager_support,
    self_isolated_gain,
    self_confidence,
    intent_to_stay,
    growth,
    engagement,
    work_life_balance,
    comment,
    "question",
    construct,
    answer,
    scale_max,
    invited,
    import_seq,
    source_row
from numbered
qualify
    row_number() over (
        partition by
            copy_number,
            responded_on,
            program_id,
            employee_id,
            satisfaction,
            relevance,
            recommend,
            intent_to_apply,
            applied,
            manager_support,
            self_isolated_gain,
            self_confidence,
            intent_to_stay,
            growth,
            engagement,
            work_life_balance,
            comment,
            "question",
            construct,
            answer,
            scale_max,
            invited
        order by import_seq desc
    ) = 1
