-- one row per measure of alignment: shares with an unbroken chain
select
    'spend with an unbroken chain' as measure,
    coalesce(sum(spend order by program_id) filter (where is_complete and spend > 0), 0)
    / nullif(sum(spend order by program_id) filter (where spend > 0), 0) * 100 as points,
    count(*) filter (where spend > 0) as n,
    'chain_completeness' as source
from marts.program_chains
union all
select
    'learners with an unbroken chain' as measure,
    coalesce(sum(people) filter (where is_complete), 0) / nullif(sum(people), 0) * 100 as points,
    count(people) as n,
    'chain_completeness' as source
from marts.program_chains
