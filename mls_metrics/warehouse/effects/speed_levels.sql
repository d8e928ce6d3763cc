-- one row per person and stretch of months below one target level of one skill
select
    person_key,
    from_month,
    until_month,
    gap,
    cast(null as double) as before_gap,
    rater_code,
    next_look,
    reached_month
from marts.below_level
where skill = $subject and target_key = coalesce($target, -1)
