-- one row: reviews held or more than two weeks overdue, and how many were held by then
select
    count(*) filter (where held_on <= due_on + 14 and held_on <= $as_of) as k,
    count(*) as n
from staging.stg_reviews
where held_on <= $as_of or due_on + 14 < $as_of
