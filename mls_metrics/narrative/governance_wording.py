"""Sentence templates of the page Governance & service; see `wording`."""

from collections.abc import Mapping

GOVERNANCE: Mapping[str, str] = {
    # who decides
    "title_owners_faulty": "{faults} of {decisions} have no single, rightful owner",
    "title_owners_clear": "Every decision has one owner",
    "title_no_rights": "Who decides is not written down yet",
    "title_escalations_late": "Ownership is clear, but {late} past its date",
    "title_escalations_late_many": "Ownership is clear, but {late} past their date",
    "title_reviews_overdue": "Ownership is clear, but {overdue} overdue",
    "owners_faulty": "{faults} of {decisions} break a rule of ownership: {first}.",
    "owners_clear": "Each of {decisions} has one accountable role, and no strategy is given away.",
    "reins_kept": "We keep the reins: none of {decisions} of strategy lies with the partner.",
    "reins_given": "{flagged} of {decisions} of strategy lie with the partner: {names}.",
    "reins_none": "No decision is marked as one of strategy.",
    "strategy_time": (
        "Change takes {now} of the hours of the last {months}, {before} in those before: the part "
        "of the work that concerns strategy."
    ),
    "gaps_named": "Without a single owner: {parts}.",
    "gaps_none": "Everything has exactly one owner: {parts}.",
    "gap_part": "{gaps} of {things}",
    "speed_both": (
        "With one owner half of the needs are decided within {first}; without, within {second}. An "
        "association, not an effect: evidence {grade}."
    ),
    "speed_group": "{days} days ({low} to {high}; n {n})",
    "speed_few": (
        "Too few needs are decided to compare those with one owner ({first}) and those without "
        "({second})."
    ),
    # reviews and escalations
    "reviews_overdue": "{overdue} past their date, the longest {subject} by {days} days.",
    "reviews_clear": "No review is overdue; the next is {subject} on {day}.",
    "reviews_none_planned": "No review is overdue, and none is planned.",
    "rules_triggered": "{triggered} of {rules} call for somebody now: {first}.",
    "rules_quiet": "None of {rules} calls for anybody now.",
    "rule_name": "{rule} ({value}; {role})",
    "escalations_state": "{open} open, {late} of them past their date; {closed} closed.",
    "escalations_none": "No escalation is on record.",
    # decisions
    "log_empty": "No decision is on record: agree on one in a workshop, or keep the table by hand.",
    "follow_through": (
        "{carried} of {decisions} are said to be carried out. Of {due} past their review date "
        "{reviewed} were looked at again, {on_time} of them in time."
    ),
    "retires_open": (
        "To retire asks for a second review by somebody else before it is carried out: {names}."
    ),
    "track_none": (
        "No outcome is known yet. Write down what came of a decision, and how often the word "
        "likely came true is counted here."
    ),
    "track_likely": (
        "Of {n} past calls we named likely or very likely, {k} came true ({expected} expected)."
    ),
    "track_all": (
        "Of all {n} with a chance and an outcome {k} came true; {expected} were expected, and luck "
        "alone leaves {low} to {high}. {verdict}"
    ),
    "track_fits": "What was said fits what came.",
    "track_above": "More came true than was said: the chances were too low.",
    "track_below": "Fewer came true than was said: the chances were too high.",
    "track_open": "{open} more wait for an outcome.",
    "team_line": "{parts}.",
    "team_part": "{measure}: {amount}% (n {n})",
    "team_part_none": "{measure}: no data",
    "trust_part": "{measure}: {kept} of {n}",
    # service
    "title_transactional": "The partner's scorecard is {share}% cost, volume and service level",
    "title_results": "Results make up {share}% of what the partner is measured by",
    "title_late_feeds": "{late} late, so what rests on it is out of date",
    "title_no_service": "How the service runs is not written down yet",
    "split_sentence": (
        "Results are {weight} of the weight the partner is measured by, {hours} of hours and "
        "{spend} of spend; the rest is delivery or not known."
    ),
    "transactional_above": (
        "{share}% of the partner's scorecard ({measures}, by weight) is cost, volume and service "
        "level, above the limit of {limit}%: what is measured is what gets delivered."
    ),
    "transactional_below": (
        "{share}% of the partner's scorecard ({measures}, by weight) is cost, volume and service "
        "level, within the limit of {limit}%."
    ),
    "transactional_unknown": "No measure of the partner says what kind it is.",
    "transactional_calls": "This calls for {role} within {days}.",
    "work_sentence": (
        "Over the last {months}: run {run}, improve {improve}, change {change}, not known "
        "{unknown} of {what}."
    ),
    "operations_sentence": "{parts}.",
    "operation_part": "{measure} {now} {unit} ({change})",
    "operation_more": "{amount} more than before",
    "operation_less": "{amount} less than before",
    "operation_same": "as before",
    "operation_alone": "nothing to compare with",
    "funnel_sentence": (
        "Of {first} recorded, {last} are in use at work. Most end or wait at {worst}: {dropped} "
        "({share}). The slowest step is {slowest}, {days} days."
    ),
    "funnel_early": "Of {first} recorded, {last} are in use at work; no step is timed yet.",
    "feeds_late": "{late} of {feeds} are late: {first}, data to {day}.",
    "feeds_fresh": "All {feeds} are fresh.",
    "feeds_unknown": "Of {unknown} of {feeds} no date is known; the others are fresh.",
    "platforms_sentence": "{first} reaches {share} of learners; {late} of {platforms} are late.",
    "platforms_hidden": "{platforms}; too few people use them to say more.",
    "matrix_sentence": (
        "Of {programs}, {return_} are measured through to return, {effect} to an effect on the "
        "business, {application} to use at work, {proficiency} to proficiency."
    ),
    "skills_sentence": "{gaps} have lasted a year or more; nothing teaches {untaught} of them.",
    "skills_none": "No skill gap has lasted a year.",
}
