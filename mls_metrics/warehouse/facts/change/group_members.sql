-- one row per group: stance, owner, last contact, and how many people it is
with counted as (
    select
        audience,
        count(*) filter (where is_here) as people
    from marts.audience_people
    group by audience
),
-- what is left of a wider group without this one would be a few people
revealing as (
    select distinct pairs.narrower as audience
    from marts.audience_pairs as pairs
    inner join counted on pairs.wider = counted.audience
    where counted.people - pairs.people between 1 and $minimum_group - 1
)
select
    named.audience,
    coalesce(named.stance, '') as stance,
    coalesce(named."owner", '') as "owner",
    named.last_contact_on,
    date_diff('day', named.last_contact_on, $as_of) as days_since,
    case
        when counted.people >= $minimum_group and revealing.audience is null then counted.people
    end as people,
    case
        when coalesce(named.department, named.region, named.job_role) is null
            then 'not said who belongs'
        when counted.people is null then 'nobody on the roster fits'
        when counted.people < $minimum_group or revealing.audience is not null
            then 'hidden: too few people'
        else ''
    end as unknown_because
from staging.stg_audiences as named
left join counted on named.audience = counted.audience
left join revealing on named.audience = revealing.audience
order by named.audience
