-- one row per id of a person that the roster does not hold as it stands, or that was corrected
with known as (
    select distinct source.employee_id
    from landing.employees as source
    inner join landing.imports as place on source.import_id = place.import_id
    where place.active
),
corrected as (
    select
        external_id,
        arg_max(coalesce(employee_id, ''), entered_at) as employee_id,
        arg_max(is_corrected, entered_at) as is_corrected
    from landing.crosswalk
    group by external_id
)
select
    named.external_id,
    max(named.email) as email,
    max(named.username) as username,
    coalesce(bool_or(corrected.is_corrected), false) as is_corrected,
    nullif(max(corrected.employee_id), '') as corrected_to
from joined.people_named as named
left join known on named.external_id = known.employee_id
left join corrected on named.external_id = corrected.external_id and corrected.is_corrected
where
    named.external_id is not null
    and exists (select 1 from known)
    and (known.employee_id is null or corrected.external_id is not null)
group by named.external_id
