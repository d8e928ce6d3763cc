-- one row per kind of work and skill: done by our own people, by the partner, or not said
with taught as (
    select
        program_id,
        skill
    from staging.stg_program_skills
    union
    select
        program_id,
        skill
    from core.programs
    where skill is not null
),
parties as (
    select
        "role",
        case when count(distinct party) = 1 then any_value(party) end as party
    from staging.stg_decision_rights
    where party is not null
    group by "role"
),
owned as (
    select
        kpi,
        case when count(distinct owner_party) = 1 then any_value(owner_party) end as party
    from staging.stg_kpis
    where owner_party is not null
    group by kpi
),
done as (
    select
        'Modules authored' as "work",
        program_id,
        module_id as what,
        author_party as party
    from staging.stg_program_modules
    union all
    select
        'Sessions led' as "work",
        program_id,
        session_id as what,
        facilitator_party as party
    from staging.stg_sessions
    where held_on <= $as_of
    union all
    select
        'Reviews held' as "work",
        programs.program_id,
        concat(reviews.subject, reviews.due_on) as what,
        coalesce(parties.party, owned.party) as party
    from staging.stg_reviews as reviews
    left join core.programs as programs
        on reviews.subject = programs.program_name or reviews.subject = programs.program_id
    left join parties on programs."owner" = parties."role"
    left join owned on reviews.subject = owned.kpi
    where reviews.held_on <= $as_of
),
skilled as (
    select
        done."work",
        coalesce(taught.skill, 'skill not known') as skill,
        done.what,
        min(done.party) as party
    from done
    left join taught on done.program_id = taught.program_id
    group by done."work", coalesce(taught.skill, 'skill not known'), done.what
)
select
    "work",
    skill,
    count(*) as n,
    100.0 * count(*) filter (where party = 'internal') / count(*) as internal_percent,
    100.0 * count(*) filter (where party = 'partner') / count(*) as partner_percent,
    100.0 * count(*) filter (where party is null) / count(*) as unknown_percent
from skilled
group by "work", skill
order by "work", n desc, skill
