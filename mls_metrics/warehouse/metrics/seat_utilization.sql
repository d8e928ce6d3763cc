-- one row per program: seats of the sessions held, and how many were taken
select
    program_id,
    sum(least(coalesce(attended, booked), seats)) as k,
    sum(seats) as n,
    sum(least(coalesce(attended, booked), seats)) as people
from staging.stg_sessions
where
    coalesce(held_on, planned_on) <= $as_of
    and held_on is not null
    and seats > 0
    and coalesce(attended, booked) is not null
group by program_id
