-- one row per message by the channel why: a group's own wording of the reason, the latest last
select
    audience,
    message
from staging.stg_communications
where lower(trim(channel)) = 'why' and message is not null
order by audience, coalesce(planned_on, sent_on) nulls last, import_seq, source_row
