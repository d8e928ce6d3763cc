-- one row per objective: the steps of alignment that are done, and the next one
with gaps as (
    select distinct objective_id
    from marts.people_ready
    where is_assessed
),
joint as (
    select
        objectives.objective_id,
        max(reviews.held_on) as reviewed_on
    from staging.stg_objectives as objectives
    inner join staging.stg_reviews as reviews
        on
            contains(lower(reviews.subject), lower(objectives.objective))
            or lower(reviews.subject) = lower(objectives.objective_id)
            or contains(lower(reviews.subject) || ' ', lower(objectives.objective_id) || ' ')
            or contains(lower(reviews.subject), lower(objectives.kpi))
            or contains(lower(reviews.subject), 'all objectives')
    where reviews.held_on <= $as_of
    group by objectives.objective_id
),
steps as (
    select
        objectives.objective,
        coalesce(objectives.category, 'other') as category,
        gaps.objective_id is not null as gap_known,
        objectives.kpi is not null as has_kpi,
        objectives.baseline is not null as has_baseline,
        objectives.target is not null and objectives.due_on is not null as has_target,
        objectives."owner" is not null as has_owner,
        objectives.learning_owner is not null as has_learning_owner,
        joint.reviewed_on,
        coalesce(date_diff('day', joint.reviewed_on, $as_of) <= $review_days, false)
            as is_reviewed,
        objectives.weight
    from staging.stg_objectives as objectives
    left join gaps on objectives.objective_id = gaps.objective_id
    left join joint on objectives.objective_id = joint.objective_id
)
select
    objective,
    category,
    gap_known,
    has_kpi,
    has_baseline,
    has_target,
    has_owner,
    has_learning_owner,
    reviewed_on,
    cast(gap_known as integer) + cast(has_kpi as integer) + cast(has_baseline as integer)
    + cast(has_target as integer) + cast(has_owner as integer)
    + cast(has_learning_owner as integer) + cast(is_reviewed as integer) as done,
    case
        when not gap_known then 'measure the skill gap'
        when not has_kpi then 'name a KPI'
        when not has_baseline then 'record the baseline'
        when not has_target then 'set target and date'
        when not has_owner then 'name the business owner'
        when not has_learning_owner then 'name the learning owner'
        when reviewed_on is null then 'hold a joint review'
        when not is_reviewed then 'hold the next joint review'
        else ''
    end as next_step
from steps
order by done, weight desc nulls last, objective
