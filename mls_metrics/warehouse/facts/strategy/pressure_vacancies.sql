-- one row per vacancy of two years: days it was or is open, and whether it was filled from within
select
    job_role,
    opened_on,
    case when filled_on <= $as_of then filled_on end as filled_on,
    internal,
    date_diff(
        'day', opened_on, coalesce(case when filled_on <= $as_of then filled_on end, $as_of)
    ) as "days",
    coalesce(filled_on <= $as_of, false) as is_event,
    case when opened_on > $as_of - interval 1 year then 'last 12 months' else 'year before' end
        as span
from staging.stg_vacancies
where opened_on <= $as_of and opened_on > $as_of - interval 2 year
order by opened_on, job_role, filled_on
