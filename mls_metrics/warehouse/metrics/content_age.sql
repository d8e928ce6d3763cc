-- one row per program: months since the last review, mean over modules where these carry dates
select
    program_id,
    age_months as "mean",
    sd_months as sd,
    reviews as n
from marts.content_ages
