-- one row: how many begin one program in a month, and how many of the turned away never began it
with begun as (
    select start_month
    from marts.retention_starts
    where program_id = $program_id and start_month is not null and not is_excluded
)
select
    (select count(*) from begun) as starters,
    (select min(start_month) from begun) as first_start,
    (select max(start_month) from begun) as final_start,
    (select count(*) from marts.turned_away where program_id = $program_id)
        as turned_away,
    (
        select count(*) from marts.turned_away
        where program_id = $program_id and start_month is null
    ) as never_begun
