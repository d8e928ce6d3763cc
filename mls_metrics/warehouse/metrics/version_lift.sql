-- one row per program: completed in 180 days, newest version less the one before, role by role
with begun as (
    select
        enrollments.program_id,
        enrollments."version",
        enrollments.employee_id,
        coalesce(people.job_role, 'unknown') as job_role,
        min(enrollments.time_zero_on) as begun_on,
        bool_or(
            enrollments."status" = 'completed'
            and enrollments.completed_on <= enrollments.time_zero_on + 180
        ) as is_completed
    from core.enrollments as enrollments
    left join core.people as people on enrollments.person_key = people.person_key
    where
        enrollments."version" is not null
        and enrollments.time_zero_kind in ('start', 'enrollment')
        and not enrollments.is_outside_employment
        and enrollments.time_zero_on + 180 <= $as_of
        and coalesce(people.exit_on > enrollments.time_zero_on + 180, true)
    group by
        enrollments.program_id,
        enrollments."version",
        enrollments.employee_id,
        coalesce(people.job_role, 'unknown')
),
versions as (
    select
        program_id,
        "version",
        row_number() over (partition by program_id order by min(begun_on) desc, "version" desc)
            as age
    from begun
    group by program_id, "version"
),
roles as (
    select
        begun.program_id,
        begun.job_role,
        count(*) filter (where versions.age = 1) as n_new,
        count(*) filter (where versions.age = 2) as n_old,
        count(*) filter (where versions.age = 1 and begun.is_completed) as k_new,
        count(*) filter (where versions.age = 2 and begun.is_completed) as k_old
    from begun
    inner join versions
        on begun.program_id = versions.program_id and begun."version" = versions."version"
    where versions.age <= 2
    group by begun.program_id, begun.job_role
),
-- shares drawn a little to the middle, so that all or none of a few leave doubt
parts as (
    select
        program_id,
        job_role,
        n_new,
        n_new + n_old as n,
        k_new / n_new - k_old / n_old as lift,
        (k_new + 1) / (n_new + 2) as p_new,
        (k_old + 1) / (n_old + 2) as p_old,
        n_old
    from roles
    where n_new >= 5 and n_old >= 5
)
select
    program_id,
    100 * sum(n_new * lift order by job_role) / sum(n_new) as "mean",
    100 * sqrt(
        sum(
            n_new * n_new * (p_new * (1 - p_new) / n_new + p_old * (1 - p_old) / n_old)
            order by job_role
        )
    ) / sum(n_new) * sqrt(sum(n)) as sd,
    sum(n) as n
from parts
group by program_id
