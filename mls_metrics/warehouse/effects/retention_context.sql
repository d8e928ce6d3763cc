-- one row: people, dates and plain shares around one program
with enrolled as (
    select * from marts.retention_starts where program_id = $program_id
),
window_of as (
    select
        min(start_month) filter (where not is_excluded) as first_month,
        max(start_month) filter (where not is_excluded) as final_month
    from enrolled
),
present as (
    select
        people.person_key,
        enrolled.person_key is not null as is_enrolled,
        coalesce(enrolled.is_completer, false) as is_completer,
        people.exit_kind
    from marts.retention_people as people
    cross join window_of
    left join enrolled on people.person_key = enrolled.person_key
    where
        people.hire_month <= people.last_month
        and coalesce(people.exit_month, people.last_month) >= window_of.first_month
)
select
    (select first_month from window_of) as first_month,
    (select final_month from window_of) as final_month,
    (select max(last_month) from marts.retention_people) as last_month,
    (select count(*) from enrolled where not is_excluded and start_month is not null) as starters,
    (
        select count(*) from enrolled
        where not is_excluded and start_month is not null and time_zero_kind = 'completion'
    ) as starters_by_completion,
    (select count(*) from enrolled where is_excluded) as excluded,
    (select count(*) from enrolled where is_excluded and start_month is not null) as outside,
    (select count(*) from marts.retention_people) as roster_people,
    (select count(*) from marts.retention_people where exit_kind > 0) as exits,
    (select count(*) from marts.retention_people where exit_kind = 4) as untyped_exits,
    (select round(expected) from marts.leavers_in_learning where is_active_only)
        as leavers_expected,
    (select seen from marts.leavers_in_learning) as leavers_seen,
    (select avg(is_rating_dated::integer) from marts.retention_months) as dated_share,
    count(*) filter (where is_completer) as completers,
    count(*) filter (where is_completer and exit_kind = 1) as completers_left,
    count(*) filter (where is_completer and exit_kind > 0) as completers_left_any,
    count(*) filter (where not is_enrolled) as never_enrolled,
    count(*) filter (where not is_enrolled and exit_kind = 1) as never_left,
    count(*) filter (where not is_enrolled and exit_kind > 0) as never_left_any
from present
