-- one row per foundation: the latest rating that people gave themselves
select
    foundation,
    arg_max(rating, rated_on) as rating,
    max(rated_on) as rated_on,
    arg_max(coalesce(author, ''), rated_on) as author
from staging.stg_self_ratings
where rated_on <= $as_of
group by foundation
order by foundation
