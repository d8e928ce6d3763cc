-- one row per id of the exports that several people of the roster fit equally well
select
    external_id as example,
    candidates
from joined.person_keys
where how = 'ambiguous'
order by example
