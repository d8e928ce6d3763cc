-- one row per table and system that feeds it: rows, how fresh, how many twice
with entries as (
    select
        'enrollments' as table_name,
        import_id,
        greatest(enrolled_on, started_on, completed_on) as day,
        hash(employee_id, program_id, status, attempt, enrolled_on, started_on, completed_on)
            as content
    from landing.enrollments
    union all
    select
        'skill_assessments' as table_name,
        import_id,
        assessed_on as day,
        hash(employee_id, skill, assessed_on, rater, "level") as content
    from landing.skill_assessments
    union all
    select
        'surveys' as table_name,
        import_id,
        responded_on as day,
        hash(
            employee_id,
            program_id,
            responded_on,
            question,
            construct,
            answer,
            "comment",
            source_row
        )
            as content
    from landing.surveys
    union all
    select
        'activity' as table_name,
        import_id,
        occurred_on as day,
        hash(employee_id, program_id, occurred_on, platform, "minutes") as content
    from landing.activity
    union all
    select
        'kpis' as table_name,
        import_id,
        last_day("period") as day,
        hash(kpi, "period", employee_id, unit, "value") as content
    from landing.kpis
    union all
    select
        'sessions' as table_name,
        import_id,
        coalesce(held_on, planned_on) as day,
        hash(session_id) as content
    from landing.sessions
    union all
    select
        'costs' as table_name,
        import_id,
        last_day("period") as day,
        hash(program_id, "period", amount, category, basis) as content
    from landing.costs
),
summed as (
    select
        entries.table_name,
        place."system" as feed_system,
        count(*) as rows_read,
        count(*) - count(distinct entries.content) as duplicates,
        max(entries.day) filter (entries.day <= $as_of) as data_to
    from entries
    inner join landing.imports as place on entries.import_id = place.import_id
    where place.active
    group by entries.table_name, place."system"
)
select
    summed.table_name,
    summed.feed_system,
    summed.rows_read,
    summed.duplicates,
    summed.data_to,
    date_diff('day', summed.data_to, $as_of) as days_old,
    case
        when summed.data_to is null then 'not known'
        when date_diff('day', summed.data_to, $as_of) > $late_days then 'late'
        else 'fresh'
    end as state,
    matched.people,
    100.0 * (matched.people - matched.ambiguous - matched.unmatched) / nullif(matched.people, 0)
        as matched_share
from summed
left join marts.people_match as matched on summed.table_name = matched.table_name
order by state <> 'late', summed.table_name, summed.feed_system
