-- one row per other program: how many starters of this one had begun it by the month they started
select
    other.program_id,
    count(*) as people
from marts.retention_starts as own
inner join marts.retention_starts as other
    on own.person_key = other.person_key and own.program_id != other.program_id
where
    own.program_id = $program_id
    and not own.is_excluded
    and other.start_month <= own.start_month
group by all
order by people desc, sum(other.start_month), other.program_id
limit 8
