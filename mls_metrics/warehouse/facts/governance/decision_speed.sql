-- one row per need: days until it was decided or until today, and whether one owner was named
with teaching as (
    select
        needs.need_id,
        count(distinct nullif(trim(programs."owner"), '')) as owners,
        count(programs.program_id) as programs
    from staging.stg_needs as needs
    left join core.programs as programs
        on programs.is_registered and case
            when needs.program_id is not null then needs.program_id = programs.program_id
            else lower(needs.skill) = lower(programs.skill)
        end
    group by needs.need_id
)
select
    needs.need_id,
    needs.skill,
    needs.raised_on,
    needs.decided_on,
    date_diff('day', needs.raised_on, coalesce(needs.decided_on, $as_of)) as days,
    needs.decided_on is not null as is_decided,
    if(teaching.owners = 1, 'one owner', 'no single owner') as ownership
from staging.stg_needs as needs
inner join teaching on needs.need_id = teaching.need_id
where
    needs.raised_on <= $as_of
    and coalesce(needs.decided_on, $as_of) between needs.raised_on and $as_of
order by needs.raised_on, needs.need_id
