-- one row per need of a skill: who saw it first, and whether it was decided before it was due
with sided as (
    select
        need_id,
        skill,
        raised_on,
        due_on,
        decided_on,
        case
            when raised_by is null then null
            else regexp_matches(
                lower(raised_by), '\b(learning|l&d|l and d|training|academy|talent development)\b'
            )
        end as is_learning
    from staging.stg_needs
    where skill is not null and raised_on <= $as_of
)
select
    need_id,
    skill,
    raised_on,
    case
        when is_learning is null then 'not known'
        when
            is_learning
            and not exists (
                select 1 from sided as asked
                where
                    asked.skill = sided.skill
                    and not asked.is_learning
                    and asked.raised_on between sided.raised_on - 365 and sided.raised_on
            )
            then 'before the business asked'
        else 'after the business asked'
    end as spotted,
    case
        when due_on is null then 'no due date'
        when decided_on <= least(due_on, $as_of) then 'in time'
        when due_on <= $as_of then 'late'
        else 'open'
    end as decided
from sided
order by raised_on desc, need_id
