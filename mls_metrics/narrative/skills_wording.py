"""Sentence templates of the page Skills about what comes next; see `wording`."""

from collections.abc import Mapping

SKILLS: Mapping[str, str] = {
    "title_skills_planned": "The plan needs {people} in {roles}; their skills are not known yet",
    "skills_asks": (
        "This page says where skills are lacking, what each role must learn next, and whether "
        "enough people will be ready in time. It begins with one question: what does each role "
        "need?"
    ),
    # what each role must learn next
    "step_first": (
        "{skill} ({share} of {assessed} assessed are at level {level}{by}; closing it adds {gain} "
        "of readiness)"
    ),
    "step_by": ", needed by {date}",
    "steps_role": "{role}: {steps}.",
    "steps_none": "{role}: too few people were assessed to say.",
    "steps_closed": "{role}: nobody assessed is below a level.",
    # ready now
    "ready_now": (
        "Of what roles require, weighted by how critical it is, {range} is met ({value}; {people} "
        "with a valid assessment)."
    ),
    "ready_unknown": "How ready the workforce is, is not known: {reason}",
    "ready_coverage": (
        "Not known: {unknown} of {pairs} required pairs of person and skill, {expired} of them "
        "because the assessment is too old. Unknown counts neither as ready nor as not ready."
    ),
    # ready in time
    "due": (
        "{role} needs {needed} with {skill} by {date}. We expect {range} ready by then ({assessed} "
        "assessed): on time is {likely}."
    ),
    "due_not_held": "Enough may be ready earlier and be lost again: on the date itself {held}.",
    "due_no_need": (
        "{role}, {skill}, by {date}: we expect {range} ready ({assessed} assessed). How many are "
        "needed is not written down."
    ),
    "due_hidden": "{role}, {skill}, by {date}: too few people were assessed to be shown.",
    "due_missing": (
        "{role}, {skill}, by {date}: no forecast, because {rates} is not known. Set it below, or "
        "add a second assessment of the same people."
    ),
    "due_none": (
        "No role has a skill with a date yet. Write the date and the people needed into the roles' "
        "requirements, and the chance of being on time stands here."
    ),
    "due_cue": (
        "Plausible paths, not a promise. Leavers are replaced; new hires come as ready as those "
        "hired lately. Who was not assessed is taken to be like those who were, with that doubt "
        "in the range."
    ),
    # next years
    "outlook_grows": (
        "{skill} lacks most people in {years} years: {later}, now {now}. Of {skills} with a "
        "forecast, the gap grows in {grow}."
    ),
    "outlook_closes": "No skill lacks anybody in {years} years, if these assumptions hold.",
    "outlook_none": "Too few people were assessed twice for a look ahead.",
    "new_roles": "Nobody holds these planned roles today, so their gap is all of them: {list}.",
    "new_role": "{role} ({people} by {date})",
    "outlook_unplanned": "No plan of people needed: held at today's number.",
    # families
    "family_apart": (
        "Half of the learners of {first} reach the level within {first_range} ({first_n} "
        "learners), of {other} within {other_range} ({other_n}); the ranges do not touch. As "
        "association, not effect; evidence D."
    ),
    "family_close": (
        "Half of the learners of {first} reach the level within {first_range} ({first_n} "
        "learners), of {other} within {other_range} ({other_n}); the ranges touch. As "
        "association, not effect; evidence D."
    ),
    "family_one": (
        "Only for {part} can a time be given: {range} until half are able ({n} learners)."
    ),
    "family_none": "No median time to competency can be given for either family.",
    "parts_ready": "Readiness: {list}.",
    "part_ready": "{part} {range} ({people})",
    "part_unknown": "{part} not known",
    "future_hours": (
        "{share} of recorded learning hours went into skills tagged future-critical: {tagged} of "
        "{hours} hours, {people}, last twelve months."
    ),
    "future_hours_hidden": "Too few learners to show hours on future-critical skills.",
    # bench and decay
    "bench_thin": "{thin} hang on one or two people or on nobody: {list}.",
    "bench_sound": (
        "Each of {skills} for which it is known has three people or more at the level."
    ),
    "bench_unknown": "Too few people were assessed to say on whom critical skills hang.",
    "decay_faster": (
        "{faster} of {known} are lost faster than planned; fastest is {skill}: half are below the "
        "level again after {range}, planned {planned} months."
    ),
    "decay_as_planned": "No skill of {known} is lost faster than planned, as far as can be told.",
    "decay_none": "Nobody at a level was assessed a second time, so how fast skills go is unknown.",
}
