-- one row per answered construct of a response about a program
with wide as (
    select
        import_seq,
        source_row,
        program_id,
        scale_max,
        unnest(
            [
                { 'construct': 'satisfaction', 'answer': satisfaction },
                { 'construct': 'relevance', 'answer': relevance },
                { 'construct': 'recommend', 'answer': recommend },
                { 'construct': 'intent_to_apply', 'answer': intent_to_apply },
                { 'construct': 'applied', 'answer': applied },
                { 'construct': 'manager_support', 'answer': manager_support },
                { 'construct': 'intent_to_stay', 'answer': intent_to_stay },
                { 'construct': 'growth', 'answer': growth }
            ]
        ) as item
    from staging.stg_surveys
    where program_id is not null and responded_on <= $as_of
),
answered as (
    select
        import_seq,
        source_row,
        program_id,
        item.construct,
        item.answer,
        scale_max
    from wide
    union all
    select
        import_seq,
        source_row,
        program_id,
        lower(construct) as construct,
        case
            when lower(answer) in ('yes', 'true') then 1
            when lower(answer) in ('no', 'false') then 0
            else try_cast(answer as double)
        end as answer,
        scale_max
    from staging.stg_surveys
    where construct is not null and program_id is not null and responded_on <= $as_of
),
scaled as (
    select
        answered.*,
        max(answer) over (partition by import_seq, construct) as highest
    from answered
    where answer is not null
),
-- where a file does not say how long its scale is, its highest answer does
measured as (
    select
        scaled.*,
        case
            when construct = 'recommend' then 10
            when scale_max is not null then scale_max
            when highest <= 1 then 1
            when highest <= 5 then 5
            when highest <= 7 then 7
            when highest <= 10 then 10
            else 100
        end as scale_top
    from scaled
)
select
    import_seq,
    source_row,
    program_id,
    construct,
    answer,
    cast(scale_top as double) as scale_max,
    case
        when scale_top in (1, 10, 100) then answer / nullif(scale_top, 0)
        else (answer - 1) / nullif(scale_top - 1, 0)
    end as "position"
from measured
