-- one row per region of the roster: people, and how many of them are in the enrollments
select
    people.region,
    count(*) as people,
    count(*) filter (
        where people.person_key in (
            select enrollments.person_key from core.enrollments as enrollments
        )
    ) as learners
from core.people as people
group by people.region
