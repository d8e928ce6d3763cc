-- one row: enrollments begun in the window that say whose choice they were, and the voluntary ones
select
    count(*) filter (where voluntary) as k,
    count(*) as n
from core.enrollments
where time_zero_on > $from_on and time_zero_on <= $until_on and voluntary is not null
