-- one row per step of the chain: what share of spend and of learners holds up to it
with steps as (
    select
        unnest(
            [
                { 'place': 1, 'step': 'Objective' },
                { 'place': 2, 'step': 'KPI' },
                { 'place': 3, 'step': 'Values of the KPI' },
                { 'place': 4, 'step': 'Baseline' },
                { 'place': 5, 'step': 'Target' },
                { 'place': 6, 'step': 'Date' },
                { 'place': 7, 'step': 'Owner' }
            ]
        ) as item
)
select
    steps.item.step,
    count(*) filter (where chains.steps >= steps.item.place) as programs,
    sum(chains.spend order by chains.program_id)
    filter (where chains.steps >= steps.item.place and chains.spend > 0) as spend,
    coalesce(
        sum(chains.spend order by chains.program_id)
        filter (where chains.steps >= steps.item.place and chains.spend > 0),
        0
    )
    / nullif(sum(chains.spend order by chains.program_id) filter (where chains.spend > 0), 0)
        as spend_share,
    coalesce(sum(chains.people) filter (where chains.steps >= steps.item.place), 0)
    / nullif(sum(chains.people), 0) as learner_share,
    count(*) as all_programs
from marts.program_chains as chains
cross join steps
group by steps.item.place, steps.item.step
order by steps.item.place
