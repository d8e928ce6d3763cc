-- one row: hours used of the hours available in the window, over groups and months that know both
select
    sum(hours_used) / nullif(sum(hours_available), 0) as "value",
    count(*) as n
from staging.stg_capacity
where
    hours_used is not null
    and hours_available > 0
    and "period" > $from_on
    and "period" <= $until_on
