-- one row per file of which a later export of the same report replaces rows
select
    imports.file,
    imports.file || ': ' || format('{:,}', sum(gone.source_rows)) || ' rows' as example
from joined.replaced_rows as gone
inner join landing.imports as imports on gone.import_id = imports.import_id
group by imports.file
order by imports.file
