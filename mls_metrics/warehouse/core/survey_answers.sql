-- one row per answered construct of a response about a program
with wide as (
    select
        import_seq,
        source_row,
        program_id,
        responded_on,
        coalesce(scale_max, 5) as scale_max,
        unnest(
            [
                {'construct': 'satisfaction', 'answer': satisfaction},
                {'construct': 'relevance', 'answer': relevance},
                {'construct': 'recommend', 'answer': recommend},
                {'construct': 'intent_to_apply', 'answer': intent_to_apply},
                {'construct': 'applied', 'answer': applied},
                {'construct': 'manager_support', 'answer': manager_support},
                {'construct': 'intent_to_stay', 'answer': intent_to_stay},
                {'construct': 'growth', 'answer': growth}
            ]
        ) as item
    from staging.stg_surveys
),
long as (
    select
        import_seq,
        source_row,
        program_id,
        responded_on,
        coalesce(scale_max, 5) as scale_max,
        lower(construct) as construct,
        try_cast(answer as double) as answer
    from staging.stg_surveys
    where construct is not null
)
select
    import_seq,
    source_row,
    program_id,
    item.construct as construct,
    item.answer as answer,
    case when item.construct = 'recommend' then 10 else scale_max end as scale_max
from wide
where item.answer is not null and program_id is not null and responded_on <= $as_of
union all
select
    import_seq,
    source_row,
    program_id,
    construct,
    answer,
    scale_max
from long
where answer is not null and program_id is not null and responded_on <= $as_of
