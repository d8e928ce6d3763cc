-- one row per improvement, later exports repeating earlier ones counted once
with numbered as (
    select
        source.program_id,
        source.raised_on,
        source."kind",
        source.released_on,
        source.concluded_on,
        source.outcome,
        place.seq as import_seq,
        source.source_row,
        row_number() over (
            partition by
                place.seq,
                source.program_id,
                source.raised_on,
                source."kind",
                source.released_on,
                source.concluded_on,
                source.outcome
            order by source.source_row
        ) as copy_number
    from joined.improvements as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
)
select
    program_id,
    raised_on,
    "kind",
    released_on,
    concluded_on,
    outcome,
    import_seq,
    source_row
from numbered
qualify
    row_number() over (
        partition by
            copy_number,
            program_id,
            raised_on,
            "kind",
            released_on,
            concluded_on,
            outcome
        order by import_seq desc
    ) = 1
