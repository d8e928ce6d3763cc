-- one row per program: how old its content is, by its dated modules, else as a whole
with reviewed as (
    select program_id, reviewed_on
    from staging.stg_program_modules
    where reviewed_on <= $as_of
    union all
    select program_id, content_reviewed_on as reviewed_on
    from core.programs
    where
        content_reviewed_on <= $as_of
        and program_id not in (
            select program_id from staging.stg_program_modules
            where reviewed_on is not null
        )
)
select
    program_id,
    avg(date_diff('day', reviewed_on, $as_of) / 30.4375 order by reviewed_on) as age_months,
    coalesce(stddev_samp(date_diff('day', reviewed_on, $as_of) / 30.4375), 0) as sd_months,
    count(*) as reviews,
    min(reviewed_on) as reviewed_on
from reviewed
group by program_id
