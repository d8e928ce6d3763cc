-- one row per employee, those still employed at the end of the period without an exit
select * replace (case when exit_on <= $until_on then exit_on end as exit_on) -- noqa: AM04
from core.people
