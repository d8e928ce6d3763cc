-- one row per audience that lies inside another: who is in the narrower is in the wider too
with sizes as (
    select
        audience,
        count(*) as people
    from marts.audience_people
    where is_here
    group by audience
),
shared as (
    select
        one.audience as narrower,
        other.audience as wider,
        count(*) as people
    from marts.audience_people as one
    inner join marts.audience_people as other
        on one.employee_id = other.employee_id and one.audience != other.audience
    where one.is_here and other.is_here
    group by one.audience, other.audience
)
select
    shared.narrower,
    shared.wider,
    shared.people
from shared
inner join sizes on shared.narrower = sizes.audience and shared.people = sizes.people
