-- one row: the latest date in an organization's books, where nothing else was brought in
with entries as (
    select decided_on as day from staging.stg_decisions
    union all
    select held_on as day from staging.stg_reviews
    union all
    select unnest([raised_on, acknowledged_on, closed_on]) as day from staging.stg_escalations
    union all
    select sent_on as day from staging.stg_communications
    union all
    select unnest([raised_on, decided_on, designed_on, scheduled_on]) as day
    from staging.stg_needs
    union all
    select unnest([opened_on, filled_on]) as day from staging.stg_vacancies
    union all
    select last_contact_on as day from staging.stg_audiences
    union all
    select coalesce(held_on, planned_on) as day from staging.stg_sessions
    union all
    select last_day("period") as day from staging.stg_service
    union all
    select changed_on as day from staging.stg_vision
    union all
    select changed_on as day from staging.stg_commitments
    union all
    select rated_on as day from staging.stg_self_ratings
    union all
    select cast(imported_at as date) as day
    from landing.imports
    where active and target_table is not null
)
select max(day) as latest
from entries
where day <= $today
