"""Sentence templates of the page Change; see `wording`."""

from collections.abc import Mapping

CHANGE: Mapping[str, str] = {
    # titles
    "title_change_half": "Half of {people} with access used it within {days} days",
    "title_change_share": "{adopted} of {people} with access have used it so far",
    "title_change_broken": "{broken} of {rows} written down are contradicted by the data",
    "title_change_unreached": "{flagged} of {groups} need a message: planned or due, not reached",
    "title_change_contract": "{reached} of {measures} of success are at their target",
    "title_change_groups": "{groups} named; nothing is rolled out to them yet",
    "title_change_decided": "{decisions} change something; the people touched are not named yet",
    "title_change_nothing": "Who is touched by the change is not written down yet",
    "change_begin": (
        "This page shows whether people take up what they are given, whom a decision touches, and "
        "whether they were told."
    ),
    "change_begin_how": (
        "It holds promises of what stays, and the chance of each target, against your data. "
        "First: which groups of people does the change touch?"
    ),
    # take-up
    "adoption_half": (
        "Half of {people} with access had used it after {days} ({range}); {adopted} have so far. "
        "Whoever has not yet stays in the count."
    ),
    "adoption_share": (
        "{adopted} of {people} with access have used it so far: fewer than half, so there is no "
        "half-way day yet."
    ),
    "adoption_spread": "{first} took it up fastest ({fast}), {last} slowest ({slow}).",
    "activity_differ": (
        "After {day} days {points} more of every hundred people in groups with change activity "
        "had used it than in groups without ({range}; {people} in {groups}). As association, "
        "not effect: the groups also differ in other ways. Evidence D."
    ),
    "activity_fewer": (
        "After {day} days {points} fewer of every hundred people in groups with change activity "
        "had used it than in groups without ({range}; {people} in {groups}). As association, "
        "not effect: the groups also differ in other ways. Evidence D."
    ),
    "activity_unclear": (
        "After {day} days the groups with and without change activity cannot be told apart: a "
        "difference of {range} ({people} in {groups}). As association, not effect. Evidence D."
    ),
    "activity_early": (
        "{program} went to groups with and without change activity, but nobody has been followed "
        "long enough to compare them. Evidence D at best."
    ),
    "activity_every": (
        "Every group of {program} had change activity, so there is nothing to hold it against. A "
        "group that gets access first and help later would tell."
    ),
    "activity_none": (
        "No group of {program} has a change activity written down, so there is nothing to compare."
    ),
    "depth": (
        "Speed, use and level go together: of {people} still here, {used} have used it, {now} use "
        "it now, and {level} of users with a result are at the level."
    ),
    "depth_unrated": (
        "Of {people} still here, {used} have used it and {now} use it now; whether users are at "
        "the level is not known."
    ),
    "value_reached": (
        "{program}: {kpi} moved and stayed beyond {limit} after {days} days ({date}). That tells "
        "when, not why."
    ),
    "value_open": (
        "{program}: {kpi} has not moved beyond {limit} for three months in a row; {months} seen "
        "since the launch. Not reached yet."
    ),
    "value_few_before": (
        "{program}: {kpi} has {months} before the launch, too few to know what would be a movement."
    ),
    "value_few_after": "{program}: {kpi} has {months} since the launch, too few to last.",
    "value_already_moving": (
        "{program}: {kpi} was already moving the wanted way before the launch, so no day can be "
        "named."
    ),
    # groups
    "groups_touched": (
        "{decisions} in force {touch} {groups}: most in {first}, with {learners} in {program}."
    ),
    "groups_touched_hidden": (
        "{decisions} in force {touch} {groups}; how many people is hidden: too few in each."
    ),
    "groups_untouched": (
        "{decisions} in force; no group named here has learners in what they change."
    ),
    "groups_no_decision": "No decision on a program is written down, so no group is touched yet.",
    "groups_silent": "{groups} without a noted contact, {unowned} without an owner.",
    "groups_contact": "Longest without contact: {group}, {days}.",
    "messages": ("Of the people the messages were meant for, {reached} saw them ({k} of {n})."),
    "messages_state": "{stated} can say what changes and why ({k} of {n} asked).",
    "messages_state_unknown": "Whether people can say what changes and why was not asked.",
    "messages_unknown": "How many people saw a message is not known.",
    "messages_hidden": "How many saw a message is hidden: too few people.",
    "messages_state_hidden": "How many can say what changes and why is hidden: too few people.",
    "messages_flagged": "{flagged} of {groups} need something: {first}.",
    "messages_fine": "Every group with a plan was reached.",
    # why
    "why_lead": "For {audience}:",
    "why_objective": "we want to reach this: {objective}.",
    "why_measure": "{kpi} is to go from {baseline} to {target} by {date}.",
    "why_target": "{kpi} is to be {target} by {date}.",
    "why_stands": "It stands at {value} in {month}.",
    "why_programs": "{programs} {serve} it.",
    "why_gap": (
        "Of {assessed} in this group assessed in {skill}, {below} are below the level that their "
        "role needs."
    ),
    "why_nothing": (
        "No objective and no gap touches {audience} in the data: the reason is not known yet. Link "
        "a program of theirs to an objective."
    ),
    "why_stale": (
        "Your wording holds {numbers}, which the data do not show today. Look at the draft below."
    ),
    "why_own": "Your own wording:",
    "why_draft": "Drafted from the data as they are today:",
    # ledger
    "ledger": "{changes} and {stays} written down or decided; {broken} contradicted by the data.",
    "ledger_clear": "{changes} and {stays} written down or decided; nothing contradicts them.",
    "ledger_nothing": "Nothing is written down and nothing is decided yet.",
    "ledger_broken": "{item}: {fault}.",
    "fault_retired": "broken: retired by a decision of {date}",
    "fault_closed": "broken: closed on {date}",
    "fault_closing": "will break: closes on {date}",
    "fault_no_starts": "broken: nobody has started it since {date}",
    "fault_over": "the promise ended on {date}",
    "fault_late": "late: was due on {date}",
    "fault_replaced": "replaced by a decision of {date}",
    "fault_no_owner": "nobody owns it",
    "fault_no_end": "no end date",
    "fault_no_date": "no date",
    "step_retire": "offered \u2192 ended",
    "step_scale": "as large as it is \u2192 offered to more people",
    "step_fix": "as built \u2192 rebuilt",
    "step_keep": "stays as it is",
    "step_find_out": "stays until the evidence is in",
    "step_decision": "as decided",
    # contract
    "contract": (
        "{reached} of {measures} at their target. Least sure of the others: {weakest}, {chance} to "
        "be there by {date}."
    ),
    "contract_no_chance": "{reached} of {measures} at their target; the others have no chance yet.",
    "contract_all": "Every measure agreed on is at its target ({measures}).",
    "contract_few": "Five to eight measures make a contract that people remember; here {stand}.",
    "contract_dimensions": "Nothing measures {dimensions}.",
    "contract_method": (
        "The chance is that of the month's value on the agreed day, from the trend of the last two "
        "years at most and the noise around it. It knows nothing of what you plan to change."
    ),
    "state_reached": "reached on {date}",
    "state_lost": "was there until {date}; {chance}",
    "state_missed": "missed: the day is over",
    "state_few_months": "no chance given: {months}, six are needed",
    "state_no_values": "no values of it",
    "state_no_target": "no target agreed",
    "state_no_date": "no day agreed",
    # mix
    "mix": (
        "Our own experts do more than half in {most} of {rows}; in {unknown} it is mostly not "
        "said who did it."
    ),
    "mix_first": "Own experts do most for {first}, least for {last}.",
}
