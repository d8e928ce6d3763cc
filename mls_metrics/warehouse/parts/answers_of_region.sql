-- one row per answer of somebody of the region, answers without a name left out
select answers.* -- noqa: AM04
from core.survey_answers as answers
inner join staging.stg_surveys as surveys
    on answers.import_seq = surveys.import_seq and answers.source_row = surveys.source_row
inner join core.people as people on surveys.employee_id = people.employee_id
where people.region is not distinct from $region
