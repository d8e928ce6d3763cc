-- one row per span: answers to questions on growth and career, and how many are favorable
with answered as (
    select
        responded_on,
        import_seq,
        scale_max,
        'growth' as item,
        growth as answer
    from staging.stg_surveys
    where growth is not null
    union all
    select
        responded_on,
        import_seq,
        scale_max,
        lower(coalesce(construct, question)) as item,
        try_cast(answer as double) as answer
    from staging.stg_surveys
    where regexp_matches(lower(coalesce(construct, question, '')), '\b(growth|grow|career)')
),
scaled as (
    select
        *,
        coalesce(
            scale_max,
            case
                when max(answer) over (partition by import_seq, item) <= 1 then 1
                when max(answer) over (partition by import_seq, item) <= 5 then 5
                when max(answer) over (partition by import_seq, item) <= 7 then 7
                when max(answer) over (partition by import_seq, item) <= 10 then 10
                else 100
            end
        ) as scale_top
    from answered
    where
        answer is not null
        and responded_on <= $as_of
        and responded_on > $as_of - interval 2 year
)
select
    case when responded_on > $as_of - interval 1 year then 'last 12 months' else 'year before' end
        as span,
    count(*) filter (
        where
        case
            when scale_top in (1, 10, 100) then answer / scale_top
            else (answer - 1) / nullif(scale_top - 1, 0)
        end >= 0.75
    ) as favorable,
    count(*) as answers,
    count(*) filter (
        where
        case
            when scale_top in (1, 10, 100) then answer / scale_top
            else (answer - 1) / nullif(scale_top - 1, 0)
        end >= 0.75
    ) / count(*) as favorable_share
from scaled
group by span
having count(*) >= $minimum_group
order by span
