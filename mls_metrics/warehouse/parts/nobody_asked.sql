-- no row: who was asked and stayed silent is not counted by period
select * -- noqa: AM04
from marts.survey_asked
where false
