-- one row per id of a person that the roster does not hold as it stands, with the id that fits
with spelled as (
    select
        external_id,
        email,
        username,
        is_corrected,
        corrected_to,
        upper(regexp_replace(regexp_replace(trim(external_id), '^.*\\', ''), '\.0+$', '')) as plain,
        lower(trim(external_id)) as lowered
    from joined.people_unknown
),
roster as (
    select
        source.employee_id,
        lower(trim(source.email)) as email,
        lower(trim(source.username)) as username,
        upper(regexp_replace(
            regexp_replace(trim(source.employee_id), '^.*\\', ''), '\.0+$', ''
        )) as plain
    from landing.employees as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
),
bare as (
    select
        employee_id,
        ltrim(plain, '0') as stripped,
        upper(regexp_extract(email, '^([^@]+)@', 1)) as mail_name,
        upper(regexp_extract(username, '^[^@]+')) as user_name,
        plain
    from roster
),
names as (
    select
        employee_id,
        unnest([mail_name, user_name, plain]) as local_name
    from bare
),
candidates as (
    select
        spelled.external_id,
        roster.employee_id,
        1 as place,
        'normalized' as how
    from spelled
    inner join roster on spelled.plain = roster.plain
    union all
    select
        spelled.external_id,
        bare.employee_id,
        2 as place,
        'normalized' as how
    from spelled
    inner join bare on ltrim(spelled.plain, '0') = bare.stripped and bare.stripped <> ''
    union all
    select
        spelled.external_id,
        roster.employee_id,
        3 as place,
        'email' as how
    from spelled
    inner join roster on coalesce(spelled.email, spelled.lowered) = roster.email
    where contains(roster.email, '@')
    union all
    select
        spelled.external_id,
        roster.employee_id,
        4 as place,
        'username' as how
    from spelled
    inner join roster on coalesce(spelled.username, spelled.lowered) = roster.username
    where roster.username <> ''
    union all
    select
        spelled.external_id,
        names.employee_id,
        5 as place,
        'local_part' as how
    from spelled
    inner join names
        on
            upper(regexp_extract(coalesce(spelled.email, spelled.lowered), '^([^@]+)@', 1))
            = names.local_name
    where names.local_name <> ''
),
counted as (
    select
        external_id,
        place,
        count(distinct employee_id) as people,
        min(employee_id) as employee_id,
        min(how) as how
    from candidates
    group by external_id, place
),
best as (
    select
        external_id,
        arg_min(people, place) as people,
        arg_min(employee_id, place) as employee_id,
        arg_min(how, place) as how
    from counted
    group by external_id
)
select
    spelled.external_id,
    case
        when spelled.is_corrected then spelled.corrected_to
        when best.people = 1 then best.employee_id
    end as employee_id,
    case
        when spelled.is_corrected then 'corrected'
        when best.people > 1 then 'ambiguous'
        when best.people = 1 then best.how
        else 'unmatched'
    end as how,
    coalesce(best.people, 0) as candidates
from spelled
left join best on spelled.external_id = best.external_id
