-- one row: the review held last
select
    subject,
    held_on,
    outcome
from staging.stg_reviews
where held_on <= $as_of
order by held_on desc, subject asc
limit 1
