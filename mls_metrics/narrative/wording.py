"""Every sentence template of the product: slots in braces, no digit of its own.

A test walks this table and refuses digits, banned words and slots nobody fills.
"""

from collections.abc import Mapping

from mls_metrics.narrative.change_wording import CHANGE
from mls_metrics.narrative.future_wording import FUTURE
from mls_metrics.narrative.governance_wording import GOVERNANCE
from mls_metrics.narrative.method_wording import METHOD
from mls_metrics.narrative.organization_wording import ORGANIZATION
from mls_metrics.narrative.planning_wording import PLANNING
from mls_metrics.narrative.skills_wording import SKILLS
from mls_metrics.narrative.strategy_wording import STRATEGY

ACTION_NAMES: Mapping[str, str] = {
    "scale": "Scale",
    "keep": "Keep",
    "fix": "Fix",
    "retire": "Retire",
    "find_out": "Find out",
}

TEMPLATES: Mapping[str, str] = {
    **PLANNING,
    **ORGANIZATION,
    **GOVERNANCE,
    **CHANGE,
    **FUTURE,
    **SKILLS,
    **STRATEGY,
    **METHOD,
    # first sight
    "first_sight": "{action}, {likely}, evidence {grade}",
    "first_sight_leading": "{action}, the leading reading of five ({in_twenty}), evidence {grade}",
    "first_sight_guarded": "{action}, though {other} leads ({in_twenty}), evidence {grade}",
    # cards
    "card_keep": "{subject} Next check {date}.",
    "overall": "Overall: {points} ({range}), from {known} of {all} dimensions",
    "too_close": "{action} and {other} are too close to call ({k} and {j} in twenty readings).",
    "no_flip": "No single assumption in its plausible range changes this.",
    "stands_on_words": "The chance counts both doubts: data and weights.",
    "data_or_values": (
        "Data or values? With your weights fixed, {given} readings of the data name one action. "
        "With perfect data and open weights, {known} weightings would. So {more}. Under any "
        "weights people could agree on, this verdict holds in {any_weights}."
    ),
    "rank": (
        "Worth per starter: place {low} to {high} of {of} in its class ({portfolio}). By cost "
        "alone: place {by_cost} from the cheapest."
    ),
    "rank_fixed": (
        "Worth per starter: place {low} of {of} in its class ({portfolio}). By cost alone: place "
        "{by_cost} from the cheapest."
    ),
    "rank_close": "Too close to call beside {others}.",
    # retention
    "retention_headline": "{observed} left, {expected} expected",
    "retention_A": (
        "Starting it {verb} retention: {range} of every hundred starters were still here a year "
        "later than similar colleagues ({treated} and {comparison} people). Evidence {grade}."
    ),
    "retention_B": (
        "{range} of every hundred starters were still here a year later than similar "
        "colleagues ({treated} and {comparison} people). Evidence {grade}."
    ),
    "retention_C": (
        "People who took part stayed {direction} often than similar people: a difference of "
        "{range} ({treated} and {comparison} people). Evidence {grade}."
    ),
    "retention_D": (
        "Participants left {direction} often, a difference of {range} ({treated} and {comparison} "
        "people). They also differed beforehand, so this does not show that the program kept "
        "them. Evidence {grade}."
    ),
    "months_gained": (
        "Within months {first} to {last} a starter stays {value} longer than similar people "
        "({range})."
    ),
    "months_lost": (
        "Within months {first} to {last} a starter stays {value} less long than similar people "
        "({range})."
    ),
    "staying": (
        "Of {starters} still here after the first {grace} months. Expected: as many as similar "
        "people's leaving predicts. Not observed so long: started too recently, or left in another "
        "way."
    ),
    "cannot_tell": (
        "The data fit anything from {low} to {high} ({treated} and {comparison} {whom}). "
        "We cannot tell yet. Evidence {grade}."
    ),
    # placebos
    "placebos": (
        "{all} to which the answer must be no; {fired} were answered otherwise. Where one was, the "
        "effect loses a letter, or is not given."
    ),
    "placebos_none": "No placebo could be asked: no effect could be estimated.",
    "stand_ins": (
        "{draws} of people who never took the program: {claims} of a difference. Chance alone "
        "makes about {expected}; many more would mean that our ranges are too narrow for these "
        "data."
    ),
    "stand_ins_none": (
        "Nobody could stand in: for no program are there enough people like the starters."
    ),
    # productivity
    "productivity_A": (
        "It {verb} {kpi} by {range} against the comparison ({treated} and {comparison} units). "
        "Evidence {grade}."
    ),
    "productivity_B": (
        "{kpi} moved by {range} more in trained units than in the comparison ({treated} and "
        "{comparison} units). Evidence {grade}."
    ),
    "productivity_C": (
        "Trained units had {kpi} different by {range} from similar units ({treated} and "
        "{comparison} units). Evidence {grade}."
    ),
    "productivity_D": (
        "{kpi} moved by {range} at the same time as the training ({treated} and {comparison} "
        "units). That alone does not show that the training did it. Evidence {grade}."
    ),
    "groups_alike": "No difference between {factors} beyond chance",
    "groups_weak": "The {factors} differ beyond chance, but on weak evidence",
    "groups_harm": "Works in {good}, harms in {harm}",
    "groups_split": "Works in {good}, not in {rest}",
    "groups_harm_only": "Harms in {harm}",
    "groups_differ": "More in {best} than in {worst}",
    "groups_subtitle": (
        "{axis} Solid dot and line: each group, drawn towards the program's effect as far as "
        "chance may explain the difference, with its range. Hollow dot: the group by itself."
    ),
    "version_lift": "The latest version against the one before: {range}.",
    # speed
    "speed_headline": "{observed} reached it, {expected} expected",
    "speed_level": "shown to be at the level in {subject}",
    "speed_output": "doing {subject} as tenured people do",
    "speed_A": (
        "Starting it {verb} the time to get there: {reached} {range} than similar people below it "
        "({treated} and {comparison} people). Evidence {grade}."
    ),
    "speed_B": (
        "Starters were {reached} {range} than similar people who were below it too ({treated} and "
        "{comparison} people). Evidence {grade}."
    ),
    "speed_C": (
        "People who took part were {reached} {range} than similar people ({treated} and "
        "{comparison} people). Evidence {grade}."
    ),
    "speed_D": (
        "Participants were {reached} {range} ({treated} and {comparison} people). They also "
        "differed in ways that a check found, so this does not show that the program did it. "
        "Evidence {grade}."
    ),
    "naive_speed": (
        "A plain dashboard would show {naive}: mean days of those who got there, starters against "
        "never starters, leaving out all who have not got there."
    ),
    "reaching": (
        "Of {starters} below the level when they started. Expected: as many as similar people's "
        "pace predicts. Not observed so long: started too recently, or left."
    ),
    "refused": "{reason} Needed: {needed}",
    "naive_retention": (
        "A plain dashboard would show {naive}: completers against people who never enrolled, "
        "with no allowance for who takes part or when."
    ),
    "naive_productivity": (
        "A plain dashboard would show {naive}: after completion against the never trained, "
        "with no allowance for who takes part or when."
    ),
    "natural": (
        "Against those alone who asked for it and could not come for reasons not of their own "
        "({people}): {range}."
    ),
    "no_estimates": "No program has a number here yet. Choose one above to read what it needs.",
    "natural_refused": "{reason} Needed: {needed}",
    "plans": "What would answer it",
    "plans_unclear": "What would tell",
    "naive_metric": "A plain count would show {naive}.",
    "silence": (
        "Only {share} answered: {value} of them favorable. If the silent had all disliked it, it "
        "would be {worst}; if they had all liked it, {best}. So the answers count for less."
    ),
    "breakdown": (
        "The difference would vanish if the months after drifted {times} times as fast as the "
        "months before ever did."
    ),
    "checks": "{passed} of {all} checks passed.",
    "grade_lost": "Evidence {grade} (would be {base}; not passed: {why})",
    # titles
    "title_no_data": "No data yet: bring a file, or look at the sample company",
    "title_nothing": "Not enough data to judge any program",
    "title_all_keep": "Every program we can judge is worth keeping as it is",
    "title_unclear": "No program is clear-cut; the cheapest next steps are below",
    "title_actions": "{parts}",
    "title_programs_all_same": "All {programs}: {action}",
    "title_programs": "{decided} of {programs} can be decided; {undecided} need evidence first",
    "title_programs_decided": "All {programs} can be decided",
    "title_programs_filtered": "{shown} of {programs} match: {parts}",
    "title_retention_refused": "{program}: whether people stay cannot be said yet",
    "title_retention_unclear": (
        "{program}: {observed} left, {expected} expected; no difference shown"
    ),
    "title_retention_fewer": "{program}: {observed} left, {expected} expected; more stayed",
    "title_retention_more": "{program}: {observed} left, {expected} expected; fewer stayed",
    "title_retention_weak": "{program}: {observed} left, {expected} expected, but on weak evidence",
    "title_productivity_weak": "{program}: {kpi} differs, but on weak evidence",
    "title_productivity_refused": "{program}: whether work improves cannot be said yet",
    "title_productivity_unclear": "{program}: no difference in {kpi} shown",
    "title_productivity_better": "{program}: {kpi} does better than in comparable units",
    "title_productivity_worse": "{program}: {kpi} does worse than in comparable units",
    "title_speed_refused": "{program}: whether people are able sooner cannot be said yet",
    "title_speed_unclear": (
        "{program}: {observed} reached the level, {expected} expected; no difference shown"
    ),
    "title_speed_weak": "{program}: at the level {range}, but on weak evidence",
    "title_speed": "{program}: at the level {range} than comparable people",
    "title_data_empty": "Bring your files: what each would answer is below",
    "title_data_errors": "{problems} to mend before the numbers can be trusted",
    "title_data_clean": "{files} read, no row set aside",
    "title_data_set_aside": "{files} read, {rows} set aside, the rest used",
    "title_skills_empty": "No role says which level it needs, so gaps are unknown",
    "title_skills_unknown": "Nobody has been assessed, so gaps are unknown",
    "title_skills_uncovered": "{gaps} have lasted a year or more; nothing teaches {uncovered}",
    "title_skills_lasting": "{gaps} have lasted a year or more",
    "title_skills_lasting_one": "One gap has lasted a year or more",
    "title_skills_open": "Gaps in {skills}; none has lasted a year",
    "title_skills_closed": "Nobody assessed is below the level their role requires",
    "gap": (
        "{skill}, {role}, {region}: {share} of those assessed are below the level the role needs "
        "({range}; n {assessed}), for {quarters}. {addressed}."
    ),
    "gap_taught": "Taught by {program}",
    "gap_untaught": "Nothing addresses it",
    "title_method": "How {metrics} and three effects become one of five actions",
    # data line and states
    "data_line": "{source} · {programs} · {people} · to {date}",
    "sample_banner": "This is a made-up company.",
    "view_only": "This installation is for viewing: files cannot be added here.",
    "hidden": "Fewer than {minimum} people: hidden to protect them.",
    "no_decision": "No decision is supported yet; cheapest next step: {step}",
    "dropped_dimension": "{dimension} is not scored. {why}",
    # learners' own estimates
    "opinion": (
        "Learners put an improvement of {said} down to it, by their own estimate (the silent as "
        "none)."
    ),
    "opinion_measured": "Against comparable people it was {found}.",
    "opinion_adjusted": (
        "Where both are known, such estimates are {ratio} what is measured; divided by that it "
        "would be {adjusted}. It moves no verdict."
    ),
    # whom to ask
    "interview": (
        "To learn why: interview {each} learners each in two {factor}s, {most} and {least}, whose "
        "effects lie furthest apart. Ask what they used, who helped, and what stood in the way."
    ),
    "interview_ends": (
        "To learn why: interview {each} learners who finished and use it, and {each} who stopped. "
        "Ask what they used, who helped, and what stood in the way."
    ),
    # working
    "working_method": (
        "Method: {method}. `python -m mls_metrics explain {method}` describes it, `explain {id}` "
        "the metric."
    ),
    "working_rows": (
        "Run it in DuckDB over the workspace's database: it gives these rows, of which the "
        "estimate is made."
    ),
    "working_elsewhere": "No single select gives this number: an analysis or the verdict makes it.",
    # weights
    "weights_same": "All {programs} keep their action under these weights.",
    "weights_changed": "Another action for {changed} of {programs}: {list}.",
    "weight_change": "{program}: {before} to {after}",
    "span": "from {low} to {high} points across programs",
    "span_none": "no program has data on this",
    # change pulse
    "pulse_changed": "Another action for {changed} of {programs}",
    "pulse_same": "No decision changed ({programs})",
    "pulse_since_files": "since {files} came in.",
    "pulse_since_undo": "since {files} no longer counts.",
    "pulse_since_reading": "since the files were read otherwise.",
    "pulse_since_policy": "since the policy or the version changed.",
    "pulse_action": "{program}: {before} to {after}, because {why}.",
    "pulse_answered": "the {what} can now be given: {now}",
    "pulse_refused": "the {what} can no longer be given ({reason})",
    "pulse_moved": "the {what} went from {before} to {now}, beyond its earlier range",
    "pulse_grade": "its evidence went from {before} to {after}",
    "pulse_small_moves": "several numbers moved a little, none beyond its earlier range",
    "pulse_program": "{program}: {what}{rest}.",
    "pulse_more": " and {number} more",
    "pulse_new_programs": "New: {programs} ({names}).",
    "pulse_gone_programs": "No longer there: {programs} ({names}).",
    "pulse_gaps": "Skill gaps: {opened} opened, {closed} closed.",
    "pulse_objectives": "Objectives: {opened} added, {closed} gone.",
    "pulse_rows": "Rows used: {tables}.",
    "pulse_set_aside": "Rows set aside: {before} → {after}.",
    # issues
    "touches_refused": "Touches {question}: not answered for {refused} of {programs}.",
    "touches_given": "Touches {question}: {resting} rest on it.",
    # people across systems
    "people_found": "**{table}**: {found} of {people} people ({share}%) are in the roster{ways}.",
    "people_ambiguous": "{candidates} people of the roster fit equally well",
    "people_unmatched": "nobody of the roster fits",
    # needs
    "need": "{needed} This would help with {programs}.",
    "unlock_answered": "Answered",
    "unlock_answered_of": "Answered for {some} of {programs}",
    "unlock_columns": "The columns are there",
    "unlock_more_rows": "The columns are there; more rows are needed",
    "unlock_more_rows_of": "The columns are there; for none of {programs} are there enough rows",
    "unlock_partly": "Partly; needs {needed}",
    "unlock_needs": "Needs {needed}",
    "unlock_cell_there": "yes",
    "unlock_cell_partly": "partly",
    "unlock_cell_needed": "needed",
    "unlock_cell_unused": "–",
    # asking colleagues
    "ask_headline": "{input}: ask {who} (for {questions})",
    "ask_hello": "To {who}:",
    "ask_what": "Could you send us {what}?",
    "ask_why": "With it we can answer: {questions}",
    "ask_table": "Template {file}, {grain}. Columns we need:",
    "ask_column": "- {column}: {words}",
    "ask_or": "; or {column}: {words}",
    "ask_example": "For example:",
    "ask_form": (
        "Other columns of the template may stay empty. Your own export with other headers, as CSV "
        "or XLSX, does as well."
    ),
    "ask_personal": "Staff numbers only, please: names and e-mail addresses are not needed.",
    "ask_impersonal": "No data on persons are needed.",
}


def say(key: str, **slots: object) -> str:
    """The template of that name with its slots filled."""
    return TEMPLATES[key].format(**slots)


def sentence_case(text: str) -> str:
    """First letter up, the rest untouched."""
    return text[:1].upper() + text[1:]
