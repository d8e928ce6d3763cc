-- one row per vacancy
select
    source.job_role,
    source.opened_on,
    source.filled_on,
    source.internal,
    place.seq as import_seq,
    source.source_row
from joined.vacancies as source
inner join landing.imports as place on source.import_id = place.import_id
where place.active
