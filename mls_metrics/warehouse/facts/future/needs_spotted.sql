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
),
first_asked as (
    select
        skill,
        min(raised_on) filter (where not is_learning) as asked_on
    from sided
    group by skill
)
select
    sided.need_id,
    sided.skill,
    sided.raised_on,
    case
        when sided.is_learning is null then 'not known'
        when sided.is_learning and coalesce(sided.raised_on < first_asked.asked_on, true)
            then 'before the business asked'
        else 'after the business asked'
    end as spotted,
    case
        when sided.due_on is null then 'no due date'
        when sided.decided_on <= least(sided.due_on, $as_of) then 'in time'
        when sided.due_on <= $as_of then 'late'
        else 'open'
    end as decided
from sided
inner join first_asked on sided.skill = first_asked.skill
order by sided.raised_on desc, sided.need_id
