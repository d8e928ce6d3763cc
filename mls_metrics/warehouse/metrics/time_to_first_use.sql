-- one row per program, days and outcome: access given to an audience until a person's first use
select
    program_id,
    date_diff('day', access_on, coalesce(first_on, seen_until)) as "days",
    first_on is not null as is_event,
    count(*) as n
from marts.first_uses
group by
    program_id,
    date_diff('day', access_on, coalesce(first_on, seen_until)),
    first_on is not null
