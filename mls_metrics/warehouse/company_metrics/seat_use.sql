-- one row: seats taken of the seats there were, over sessions held in the window
select
    sum(attended) / nullif(sum(seats), 0) as "value",
    count(*) as n
from staging.stg_sessions
where held_on > $from_on and held_on <= $until_on and attended is not null and seats > 0
