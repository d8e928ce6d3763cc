-- one row per number that a rule of escalation may watch; what is not known has no row
with held as (
    select
        decision,
        count(distinct "role") filter (letter = 'A') as owners
    from staging.stg_decision_rights
    group by decision
),
newest as (
    select
        "kind",
        weight,
        max(weight) over () is null as is_unweighted
    from staging.stg_service
    where
        coalesce(party, 'partner') = 'partner'
        and "period" between $as_of - interval 12 month and $as_of
    qualify
        row_number() over (
            partition by measure, provider, party
            order by "period" desc, process_step, work_type
        ) = 1
),
levels as (
    select
        "value",
        target,
        coalesce(
            direction,
            if(
                regexp_matches(lower(measure), '(days?|hours?|minutes?|time|cost)'),
                'lower',
                'higher'
            )
        ) as better
    from staging.stg_service
    where
        coalesce(party, 'partner') = 'partner'
        and "kind" = 'sla'
        and target is not null
        and "period" between $as_of - interval 12 month and $as_of
),
numbers as (
    select
        'decisions_without_one_owner' as measure,
        cast(count(*) filter (owners <> 1) as double) as amount,
        count(*) as n
    from held
    union all
    select
        'transactional_share' as measure,
        100.0
        * coalesce(sum(if(is_unweighted, 1, weight)) filter ("kind" <> 'outcome'), 0)
        / nullif(sum(if(is_unweighted, 1, weight)) filter ("kind" is not null), 0) as amount,
        count(*) as n
    from newest
    union all
    select
        'sla_kept' as measure,
        100.0 * count(*) filter (if(better = 'lower', "value" <= target, "value" >= target))
        / nullif(count(*), 0) as amount,
        count(*) as n
    from levels
    union all
    select
        'overdue_reviews' as measure,
        cast(count(*) filter (held_on is null and due_on < $as_of) as double) as amount,
        count(*) as n
    from staging.stg_reviews
    union all
    select
        'days_review_overdue' as measure,
        cast(
            coalesce(
                max(date_diff('day', due_on, $as_of)) filter (held_on is null and due_on < $as_of),
                0
            ) as double
        ) as amount,
        count(*) as n
    from staging.stg_reviews
    union all
    select
        'stale_programs' as measure,
        cast(
            count(*) filter (content_reviewed_on < $as_of - interval 24 month) as double
        ) as amount,
        count(content_reviewed_on) as n
    from core.programs
    union all
    select
        'decisions_past_review' as measure,
        cast(count(*) filter (outcome_on is null and review_on < $as_of) as double) as amount,
        count(*) as n
    from staging.stg_decisions
    union all
    select
        'needs_past_date' as measure,
        cast(count(*) filter (decided_on is null and due_on < $as_of) as double) as amount,
        count(*) as n
    from staging.stg_needs
)
select
    measure,
    amount,
    n
from numbers
where n > 0 and amount is not null
order by measure
