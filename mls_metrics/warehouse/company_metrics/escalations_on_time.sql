-- one row: escalations closed or past their date, and how many were closed by their date
select
    count(*) filter (where closed_on <= due_on and closed_on <= $as_of) as k,
    count(*) as n
from staging.stg_escalations
where raised_on <= $as_of and due_on is not null and (closed_on <= $as_of or due_on < $as_of)
