-- one row per program: sums over those asked of gain x confidence in percent, the silent as zero
with answers as (
    select
        import_seq,
        source_row,
        program_id,
        employee_id,
        responded_on,
        self_isolated_gain as gain,
        self_confidence as confidence
    from staging.stg_surveys
    where
        program_id is not null
        and responded_on <= $as_of
        and self_isolated_gain is not null
        and coalesce(invited, true)
    union all
    select
        import_seq,
        min(source_row) as source_row,
        program_id,
        employee_id,
        responded_on,
        max(try_cast(answer as double)) filter (where lower(construct) = 'self_isolated_gain')
            as gain,
        max(try_cast(answer as double)) filter (where lower(construct) = 'self_confidence')
            as confidence
    from staging.stg_surveys
    where
        program_id is not null
        and employee_id is not null
        and responded_on <= $as_of
        and coalesce(invited, true)
        and lower(construct) in ('self_isolated_gain', 'self_confidence')
    group by import_seq, program_id, employee_id, responded_on
),
-- a file says neither whether 0.3 is a share nor how long its scale is: its highest answer does
scaled as (
    select
        answers.*,
        max(gain) over (partition by import_seq) <= 1 as is_gain_share,
        max(confidence) over (partition by import_seq) as most_confident
    from answers
    where gain is not null
),
credited as (
    select
        program_id,
        coalesce(employee_id, import_seq || ' ' || source_row) as who,
        employee_id,
        case
            when gain * if(is_gain_share, 100, 1) not between -100 and 100 then 0
            when confidence is null then 0
            else
                gain * if(is_gain_share, 100, 1)
                * case
                    when most_confident <= 1 then confidence
                    when most_confident <= 5 then (confidence - 1) / 4
                    when most_confident <= 10 then confidence / 10
                    else least(confidence, 100) / 100
                end
        end as credit
    from scaled
    qualify
        row_number() over (
            partition by program_id, coalesce(employee_id, import_seq || ' ' || source_row)
            order by responded_on desc, import_seq desc, source_row desc
        ) = 1
),
-- asked: who finished 60 days ago and was still employed 60 days after finishing
asked as (
    select distinct
        enrollments.program_id,
        enrollments.employee_id as who
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments."status" = 'completed'
        and not enrollments.is_outside_employment
        and enrollments.completed_on + 60 <= $as_of
        and coalesce(people.exit_on >= enrollments.completed_on + 60, true)
),
unnamed as (
    select
        program_id,
        count(*) filter (where employee_id is null) as answers
    from credited
    group by program_id
),
silent as (
    select
        asked.program_id,
        greatest(count(*) - any_value(unnamed.answers), 0) as people
    from asked
    inner join unnamed on asked.program_id = unnamed.program_id
    left join credited on asked.program_id = credited.program_id and asked.who = credited.who
    where credited.who is null
    group by asked.program_id
),
everyone as (
    select
        program_id,
        who,
        credit
    from credited
    union all
    select
        program_id,
        'silent ' || unnest(range(people)) as who,
        0 as credit
    from silent
)
select
    program_id,
    avg(credit order by who) as "mean",
    coalesce(stddev_samp(credit order by who), 0) as sd,
    count(*) as n
from everyone
group by program_id
