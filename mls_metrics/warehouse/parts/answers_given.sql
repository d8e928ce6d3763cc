-- one row per answer given in the period
select answers.* -- noqa: AM04
from core.survey_answers as answers
inner join staging.stg_surveys as surveys
    on answers.import_seq = surveys.import_seq and answers.source_row = surveys.source_row
where surveys.responded_on between $from_on and $until_on
