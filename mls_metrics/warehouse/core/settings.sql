-- one row: what this build was made for, so that every later select is asked the same
select
    cast($as_of as date) as as_of,
    cast($currency as varchar) as currency,
    cast($minimum_group as integer) as minimum_group,
    cast($persisting_share as double) as persisting_share
