-- one row per category of objectives: what serves it; a program with several goals counts in parts
with parts as (
    select
        coalesce(goals.category, 'no objective') as category,
        chains.program_id,
        chains.people,
        chains.spend * coalesce(goals.weight_share, 1) as spend,
        coalesce(goals.weight_share, 1) as part
    from marts.program_chains as chains
    left join marts.program_goals as goals on chains.program_id = goals.program_id
),
served as (
    select
        category,
        count(distinct program_id) as programs,
        sum(part order by program_id) as parts,
        sum(spend order by program_id) as spend
    from parts
    group by category
),
stated as (
    select
        coalesce(category, 'other') as category,
        count(*) as objectives
    from staging.stg_objectives
    group by coalesce(category, 'other')
)
select
    coalesce(stated.category, served.category) as category,
    coalesce(stated.objectives, 0) as objectives,
    coalesce(served.programs, 0) as programs,
    served.spend,
    coalesce(served.spend, 0)
    / nullif((select sum(all_parts.spend order by all_parts.category) from served as all_parts), 0)
        as spend_share,
    coalesce(served.parts, 0)
    / nullif((select sum(all_parts.parts order by all_parts.category) from served as all_parts), 0)
        as program_share
from stated
full join served on stated.category = served.category
order by
    coalesce(
        list_position(
            ['growth', 'digital', 'regulatory', 'customer', 'other'],
            coalesce(stated.category, served.category)
        ),
        6
    ),
    category
