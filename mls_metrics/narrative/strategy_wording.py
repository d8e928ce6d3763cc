"""Sentence templates of the page Strategy; see `wording`."""

from collections.abc import Mapping

STRATEGY: Mapping[str, str] = {
    # titles
    "title_strategy_empty": "What learning is for is not written down yet",
    "title_strategy_vision": "The vision is written; no objective says what it should move",
    "title_strategy_goals": "{objectives} stated, but no program is known yet",
    "title_strategy_full": "All of the spend is tied to a goal that is measured, dated and owned",
    "title_strategy_chain": "{share} of spend has an unbroken chain to a goal",
    "title_strategy_bare": "{share} of spend in an unbroken chain; {bare} with nothing behind",
    "title_strategy_bare_one": "{share} of spend has an unbroken chain; one objective has none",
    "title_strategy_programs": "{complete} of {programs} have an unbroken chain to a goal",
    # chain
    "strategy_chain": (
        "{spend} of the spend and {learners} of the learners ({complete} of {programs}) stand in "
        "an unbroken chain: objective, KPI, baseline, target, date, owner."
    ),
    "strategy_chain_break": " Most is lost at {step}: {lost} of the spend.",
    "strategy_role": ("{objective}: {programs}, {people}, {spend}. {movement}"),
    "strategy_nothing": "Nothing supports {names}.",
    "strategy_all_supported": "Each of {objectives} has a program behind it.",
    "strategy_kpi_unknown": "Its KPI has no value yet.",
    "strategy_kpi_moved": (
        "{kpi} went from {baseline} to {now} {unit}, {way} of the way to {target}, at the same "
        "time: association, not effect (evidence D{spread})."
    ),
    "strategy_spread": "; mean of {units}, range {low} to {high}",
    "strategy_effect": "{program}: {sentence}",
    "strategy_effect_none": (
        "No part of what the KPIs did can be put down to a program yet: no assessment of effects "
        "has a number for them."
    ),
    "strategy_orphans": "{programs} without an objective, {objectives} without a program, {kpis}.",
    "strategy_no_orphans": "Nothing stands alone: every program, objective and KPI is tied.",
    "strategy_reasons": "{missing} of {programs} do not say why they are there ({share} of spend).",
    "strategy_reasons_clear": "Each of {programs} says its purpose and its objective.",
    "strategy_categories": "Most of the spend serves {first} goals ({share}); {none} serves none.",
    "strategy_guard": "{guarded} must stay, whatever their score.",
    "strategy_guard_open": (
        "{guarded} must stay, whatever their score; {open} look regulatory but are not marked "
        "mandatory, so nothing guards them."
    ),
    "strategy_priority": (
        "{share} of the spend serves the top {top} by weight, which hold {weight} of all weight."
    ),
    "strategy_priority_none": "No spend is known, so whether it follows the priorities is not.",
    "strategy_baseline": (
        "{before} of {programs} had their KPI measured before they began; {after} only after the "
        "start, which does not count."
    ),
    # pressures
    "strategy_digital": "{now} of what roles need in digital skills is below the level; {trend}.",
    "strategy_digital_speed": (
        "Median to the level in digital programs: {digital}; others: {other}."
    ),
    "strategy_vacancies": "A position stays open for {now}; {trend}.",
    "strategy_within": "{open} open now. Filled from within: {within}.",
    "strategy_growth": "{now} of answers on growth and career are favorable; {trend}.",
    "strategy_trend": "{before} a year before",
    "strategy_trend_none": "the year before is not known",
    # in time
    "strategy_landing": (
        "{objective}: {needed} must be ready by {due}. We expect {low} to {high}; {chance} on time."
    ),
    "strategy_landing_share": " (eight tenths of those assessed: no number is asked for)",
    "strategy_landing_past": "{objective}: {needed} had to be ready by {due}; {ready} are.",
    "strategy_landing_none": (
        "No dated objective has programs whose skills a role requires, with enough people assessed."
    ),
    "strategy_landing_late": "{late} of {all} dated objectives are unlikely to be in time.",
    "strategy_landing_clear": "None of {all} dated objectives is unlikely to be in time.",
    "strategy_today": (
        "Today: {ready} of the required skills that were assessed are at the level ({people}); "
        "{below} are below it."
    ),
    "strategy_ahead": (
        "Within {months} months {skills} due: {needed} asked for, {short} short today."
    ),
    "strategy_ahead_none": "No role has a requirement dated within {months} months.",
    "strategy_serves": (
        "{today} of the spend serves only gaps of today, {tomorrow} only needs beyond {months} "
        "months or future-critical skills, {both} both, {neither} neither."
    ),
    "strategy_neither": "Serves neither: {names}.",
    "strategy_pace": (
        "{fresh} of {programs} have content reviewed within eighteen months. What goes stale next "
        "and how fast we adapt stands on Future fit."
    ),
    "strategy_pace_unknown": "No content has a date of review: whether it keeps pace is unknown.",
    # foundations
    "strategy_foundation_weak": "Weakest: {name}, {points} of a hundred. {unknown}",
    "strategy_foundation_unknown": "Not known: {names}.",
    "strategy_foundation_none": "None of the four can be computed yet.",
    "strategy_rated_above": "{name} is rated {rating}, but the data say {points}.",
    "strategy_rated_below": "{name} is rated {rating}; the data say {points}, more than that.",
    "strategy_checklist": "{done} of {objectives} are fully aligned. Next: {next} for {objective}.",
    "strategy_checklist_done": "All {objectives} are fully aligned.",
    "strategy_pays": "{known} of {all} promises can be checked; {better} got better in a year.",
    # advantages
    "strategy_tracker": "{name}: {now} in {period}, {trend} a year over {periods}.",
    "strategy_tracker_flat": "{name}: {now} in {period}, no change over {periods}.",
    "strategy_tracker_missing": "{name}: {missing} more needed before a trend can be told.",
    "strategy_sites": "{outside} of {sites} lie beyond what chance gives ({names}).",
    "strategy_sites_none": "All {sites} lie within what chance gives.",
    "strategy_sites_few": "Fewer than three {kind}s have enough enrollments to compare.",
    "strategy_urgent": "Urgent needs met by their date: {share}.",
    # vision
    "vision_line": "Vision (version {version}, {author}, {day}): {text}",
    "vision_none": "No vision is written down yet.",
    "strategy_canvas": (
        "{share} of the canvas stands: {backed} of {all} answers are filled and backed by data; "
        "text alone counts half."
    ),
    "strategy_field_evidence": "Today: {k} of {n} {what}, last checked {day}.",
    "strategy_field_bare": "No data speak to this yet: text alone counts half.",
    "strategy_field_stands": "Version {version}, {author}, {day}.",
    "vision_saved": "Vision saved: {fields} changed.",
    "vision_same": "Nothing was changed.",
}

FIELD_QUESTIONS: Mapping[str, str] = {
    "strategy": "What role does learning play in enabling our strategy?",
    "people": "What must people do to stay competitive?",
    "pace": "How will learning evolve to keep pace?",
    "long_term_goals": "Long-term goals",
    "target_audiences": "Target audiences",
    "outcomes": "Outcomes",
    "alignment": "Alignment",
    "scalability": "Scalability",
    "continuous_improvement": "Continuous improvement",
}
