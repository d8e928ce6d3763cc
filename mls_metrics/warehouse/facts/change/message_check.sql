-- one row per group: messages planned and sent, people they were meant for, reached, able to say it
with heads as (
    select
        audience,
        count(*) filter (where is_here) as people
    from marts.audience_people
    group by audience
),
named as (
    select audience from staging.stg_audiences
    union
    select audience from staging.stg_communications
),
messages as (
    select
        sent.audience,
        sent.planned_on,
        case when sent.sent_on <= $as_of then sent.sent_on end as sent_on,
        coalesce(sent.people, heads.people) as people,
        sent.reached,
        sent.can_state_it
    from staging.stg_communications as sent
    left join heads on sent.audience = heads.audience
    where coalesce(sent.planned_on, sent.sent_on) is not null
),
counted as (
    select
        named.audience,
        count(messages.audience) as planned,
        count(messages.sent_on) as sent,
        count(*) filter (where messages.planned_on < $as_of and messages.sent_on is null) as late,
        max(messages.sent_on) as last_sent_on,
        sum(messages.people) filter (where messages.reached is not null) as meant,
        sum(messages.reached) filter (where messages.people is not null) as reached,
        sum(messages.people) filter (where messages.can_state_it is not null) as asked,
        sum(messages.can_state_it) filter (where messages.people is not null) as can_state,
        bool_or(messages.reached > messages.people or messages.can_state_it > messages.people)
            as is_impossible,
        min(messages.people) as smallest
    from named
    left join messages on named.audience = messages.audience
    group by named.audience
),
judged as (
    select
        *,
        coalesce(smallest < $minimum_group, false)
        or coalesce(reached between 1 and $minimum_group - 1, false)
        or coalesce(meant - reached between 1 and $minimum_group - 1, false) as hides_reach,
        coalesce(smallest < $minimum_group, false)
        or coalesce(can_state between 1 and $minimum_group - 1, false)
        or coalesce(asked - can_state between 1 and $minimum_group - 1, false)
        or coalesce(abs(reached - can_state) between 1 and $minimum_group - 1, false)
            as hides_stating
    from counted
)
select
    audience,
    planned,
    sent,
    late,
    last_sent_on,
    case when not hides_reach then cast(meant as integer) end as meant,
    case when not hides_reach then cast(reached as integer) end as reached,
    case when not hides_reach and meant > 0 then 100.0 * reached / meant end as reached_percent,
    case when not hides_stating then cast(asked as integer) end as asked,
    case when not hides_stating then cast(can_state as integer) end as can_state,
    case when not hides_stating and asked > 0 then 100.0 * can_state / asked end
        as can_state_percent,
    case
        when planned = 0 then 'no message planned'
        when coalesce(is_impossible, false) then 'more people than the group has'
        when sent = 0 and late > 0 then 'planned, not sent, late'
        when sent = 0 then 'planned, not sent yet'
        when hides_reach then ''
        when reached is null then 'sent, reach not known'
        when reached = 0 then 'sent, nobody reached'
        when late > 0 then 'a planned message is late'
        else ''
    end as flag,
    case
        when (hides_reach and reached > 0) or (hides_stating and can_state > 0)
            then 'too few to show'
        else ''
    end as hidden
from judged
order by flag = '', audience
