-- one row per question of the vision: its latest version
select
    lower(trim(question)) as question,
    "text",
    coalesce("version", 1) as "version",
    coalesce(author, '') as author,
    changed_on
from staging.stg_vision
qualify
    row_number() over (
        partition by lower(trim(question))
        order by coalesce("version", 1) desc, changed_on desc nulls last, "text"
    ) = 1
order by question
