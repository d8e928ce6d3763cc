-- one row per cost posting, later exports repeating earlier ones counted once
with numbered as (
    select
        source.program_id,
        source.period,
        source.amount,
        source.currency,
        source.category,
        source.basis,
        place.seq as import_seq,
        source.source_row,
        row_number() over (
            partition by
                place.seq,
                source.program_id,
                source.period,
                source.amount,
                source.currency,
                source.category,
                source.basis
            order by source.source_row
        ) as copy_number
    from joined.costs as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
)
select
    program_id,
    period,
    amount,
    currency,
    category,
    basis,
    import_seq,
    source_row
from numbered
qualify
    row_number() over (
        partition by
            copy_number,
            program_id,
            period,
            amount,
            currency,
            category,
            basis
        order by import_seq desc
    ) = 1
