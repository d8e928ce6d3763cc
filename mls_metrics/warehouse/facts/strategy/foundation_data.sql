-- one row per step of measurement: programs of which the data hold anything for it
with skilled as (
    select distinct taught.program_id
    from marts.taught_skills as taught
    inner join marts.latest_levels as levels on taught.skill = levels.skill
),
applied as (
    select distinct program_id
    from core.survey_answers
    where construct in ('applied', 'intent_to_apply')
),
effective as (
    select distinct goals.program_id
    from marts.program_goals as goals
    inner join marts.kpi_now as kpis on goals.kpi = kpis.kpi
),
marked as (
    select
        facts.program_id,
        unnest(
            [
                { 'place': 1, 'step': 'participation', 'is_there': facts.begun_people > 0 },
                { 'place': 2, 'step': 'proficiency', 'is_there': skilled.program_id is not null },
                { 'place': 3, 'step': 'application', 'is_there': applied.program_id is not null },
                {
                    'place': 4,
                    'step': 'business effect',
                    'is_there': effective.program_id is not null
                },
                {
                    'place': 5,
                    'step': 'return',
                    'is_there': effective.program_id is not null and facts.direct_cost is not null
                }
            ]
        ) as cell
    from marts.program_facts as facts
    left join skilled on facts.program_id = skilled.program_id
    left join applied on facts.program_id = applied.program_id
    left join effective on facts.program_id = effective.program_id
)
select
    'programs with ' || cell.step || ' data' as measure,
    count(*) filter (where cell.is_there) / nullif(count(*), 0) * 100 as points,
    count(*) as n,
    'foundation_data' as source
from marked
group by cell.place, cell.step
order by cell.place
