-- one row per span: satisfaction answers about programs, and how many are favorable
select
    case
        when surveys.responded_on > $as_of - interval 1 year then 'last 12 months'
        else 'year before'
    end as span,
    count(*) filter (where answers."position" >= 0.75) as favorable,
    count(*) as answers,
    count(*) filter (where answers."position" >= 0.75) / count(*) as favorable_share
from core.survey_answers as answers
inner join staging.stg_surveys as surveys
    on answers.import_seq = surveys.import_seq and answers.source_row = surveys.source_row
where
    answers.construct = 'satisfaction'
    and surveys.responded_on <= $as_of
    and surveys.responded_on > $as_of - interval 2 year
group by span
having count(*) >= $minimum_group
order by span
