-- one row per person and program: first start, first completion, and whether the dates can be used
with firsts as (
    select
        person_key,
        program_id,
        cast(min(start_month) as integer) as start_month,
        cast(
            min(completion_month) filter (where not is_outside_employment) as integer
        ) as completion_month,
        coalesce(
            arg_min(is_outside_employment, (time_zero_on, is_outside_employment)) filter (
                where time_zero_on is not null
            ),
            bool_or("status" in (
                'completed', 'failed', 'withdrawn', 'in_progress', 'expired', 'enrolled', 'unknown'
            ))
        ) as is_excluded,
        coalesce(
            arg_min(time_zero_kind, (time_zero_on, time_zero_kind = 'completion', time_zero_kind))
            filter (where time_zero_on is not null),
            'none'
        ) as time_zero_kind,
        bool_or("status" = 'completed') as is_completer,
        coalesce(
            arg_min_null("version", row(time_zero_on, attempt_key)) filter (
                where time_zero_on is not null
            ),
            'unknown'
        ) as "version"
    from core.enrollments
    where person_key is not null
    group by all
),
versions as (
    select
        program_id,
        "version",
        row_number() over (partition by program_id order by count(*) desc, "version") - 1 as place
    from firsts
    where start_month is not null
    group by program_id, "version"
)
select
    firsts.person_key,
    firsts.program_id,
    firsts.start_month,
    firsts.completion_month,
    firsts.is_excluded,
    firsts.time_zero_kind,
    firsts.is_completer,
    firsts."version",
    cast(least(coalesce(versions.place, 7), 7) as integer) as version_code
from firsts
left join versions
    on firsts.program_id = versions.program_id and firsts."version" = versions."version"
