-- one row per KPI measured on persons that concerns the people of one program, the best first
select
    output.kpi,
    max(output."month") as last_month
from marts.output_standing as output
inner join marts.retention_starts as starts on output.person_key = starts.person_key
where starts.program_id = $program_id
group by output.kpi
order by coalesce(output.kpi = $objective_kpi, false) desc, count(*) desc, output.kpi
limit 1
