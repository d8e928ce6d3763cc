-- one row per person and program: first start, first completion, and whether the dates can be used
select
    person_key,
    program_id,
    cast(min(start_month) as integer) as start_month,
    cast(
        min(completion_month) filter (where not is_outside_employment) as integer
    ) as completion_month,
    coalesce(
        arg_min(is_outside_employment, time_zero_on),
        bool_or("status" in (
            'completed', 'failed', 'withdrawn', 'in_progress', 'expired', 'enrolled', 'unknown'
        ))
    ) as is_excluded,
    coalesce(arg_min(time_zero_kind, time_zero_on), 'none') as time_zero_kind,
    bool_or("status" = 'completed') as is_completer
from core.enrollments
where person_key is not null
group by all
