-- one row per improvement raised in the period, with what had come of it by the as-of date
select
    * replace ( -- noqa: AM04
        case when coalesce(concluded_on, released_on, raised_on) <= $as_of then outcome end
            as outcome
    )
from staging.stg_improvements
where raised_on between $from_on and $until_on
