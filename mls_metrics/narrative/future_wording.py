"""Sentence templates of the page Future fit; see `wording`."""

from collections.abc import Mapping

FUTURE: Mapping[str, str] = {
    # the change pulse since a meeting
    "pulse_no_meeting": (
        "No review or decision is dated yet, so there is no meeting to compare with."
    ),
    "pulse_no_answer_then": "No answer had been kept by the last meeting on {day}.",
    "pulse_nothing_since": "Nothing changed since the last meeting on {day}.",
    "pulse_since_meeting": "since the last meeting on {day} (data then to {until}).",
    "pulse_nothing_yet": "Nothing changed: no file has changed the answer since the first one.",
    "pulse_sample": "This is the made-up company: nothing was loaded since.",
    "pulse_books_alone": "No program can be judged yet, so no decision can have changed.",
    # nothing given
    "future_empty": (
        "This page says what of your learning will be out of date, how fast you adapt, and what "
        "growth costs. Begin with the course list: when was each course last reviewed?"
    ),
    # titles
    "title_future_unknown": "What will be out of date is not known yet",
    "title_future_undated": "No course has both a date of review and a half-life",
    "title_future_fresh": "Next to nothing will be out of date in {months} months ({range})",
    "title_future_share": "{share} of {by} will be out of date in {months} months ({range})",
    # what will be out of date
    "outdated_weight": "{share} by {by} ({range}; {programs})",
    "outdated_all": (
        "Out of date in {months} months: {parts}. The range is the doubt about half-lives: up to "
        "{doubt} times longer or shorter."
    ),
    "outdated_causes": (
        "Each cause alone, by {by}: age {age}, new rules {rule}, falling demand {demand}."
    ),
    "outdated_unknown": "Not known for {share} of {by}: a review date or a half-life is missing.",
    "outdated_none": "{reason} Needed: {needed}",
    "queue_empty": "No course reaches its half-life in {months} months.",
    "queue_due": (
        "{programs} due in {months} months, {overdue} already past the half-life. First: {first}. "
        "A refresh is open for {asked}."
    ),
    "queue_assumed": "For {programs} the half-life is your assumption ({months} months).",
    "plan_pace": (
        "At the pace of the log, {pace} a quarter, the queue takes {low} to {high} quarters "
        "({n} watched)."
    ),
    "plan_soon": (
        "At the pace of the log, {pace} a quarter, the queue takes less than a quarter ({n} "
        "watched)."
    ),
    "plan_none": "No refresh was released in {n} quarters, so the queue has no end yet.",
    # needs and demand
    "spotted": (
        "We saw {share} of skill needs before the business asked ({range}; {k} of {n}). Decided "
        "in time: {in_time} of {due}."
    ),
    "spotted_unknown": "For {needs} it is not known who raised them.",
    "spotted_none": "Of no need is it known who raised it.",
    "demand_none": "No skill has a known change of demand.",
    "demand": "Rising: {rising}. Falling: {falling}. Rising and taught by no program: {bare}.",
    "demand_unknown": "For {skills} the year before is not known.",
    # building
    "modules": (
        "{share} of {modules} stand in two programs or more ({k}). Median length: {minutes}. "
        "Replaceable alone: {replaceable}."
    ),
    "reach": "{held} of {planned} sessions of the busiest months were held.",
    "reach_no_sessions": "Whether sessions of the busiest months were held is not known.",
    "reach_languages": "{languages} of {programs} exist in more than one language.",
    "reach_no_languages": "The languages of no program are known.",
    "reach_regions": "{regions} of {programs} reach every region.",
    "next_cost": (
        "The next {more} learners of {program} cost {total} ({range}; {months}). One of them "
        "costs {each}; today's mean is {mean} at {pace} a year."
    ),
    "next_cost_posted": (
        "The next {more} learners of {program} cost {total} (as posted; {months}). One of them "
        "costs {each}; today's mean is {mean} at {pace} a year."
    ),
    "how_split": "Totals were split into fixed and variable by the months.",
    "how_all_fixed": "Totals count as fixed: too few months differ in starters to split them.",
    "how_all_variable": "Totals rise with starters from zero: none of them is fixed.",
    "how_no_slope": "Totals do not rise with starters: they count as fixed.",
    "how_as_posted": "Every cost is posted per learner or session.",
    "cost_none": "No program has enough starters to say what the next ones cost.",
    # assessments
    "ages": (
        "In {old} of {groups} the median person was last assessed more than {months} months "
        "ago; in {never} nobody ever was. Oldest: {first}."
    ),
    "ages_none": "Every group is too small to be shown.",
    # pace
    "lead": "From need to first learner: {median} ({range}; n {n}, {open} still waiting).",
    "lead_slowest": "Slowest step: {step}, {median} ({range}).",
    "lead_missing": "Left out for a missing date: {missing} at a step or more.",
    "lead_none": "From need to first learner: {reason}",
    "met": "Urgent needs met by their date: {share} ({range}; {k} of {n}); {open} still open.",
    "met_none": "No urgent need has a date that has passed.",
    "change": "From finding to change: {median} ({range}; n {n}, {open} without a release).",
    "change_none": "From finding to change: {reason}",
    "quarters": (
        "{share} of programs changed in {quarter} ({range}; {k} of {n}), {before} the quarter "
        "before."
    ),
    "quarters_first": "{share} of programs changed in {quarter} ({range}; {k} of {n}).",
    "quarters_none": "No complete quarter lies in the log yet.",
    # teams and trials
    "load": (
        "Internal hours: {hours} for every {hundred} starters. Fullest: {group}, {load} of its "
        "hours."
    ),
    "load_none": "Internal hours: {hours} for every {hundred} starters. No capacity data.",
    "load_missing": "No capacity data for {groups}.",
    "experiments": (
        "{started} started, {running} running. Concluded with a result: {share} of those concluded "
        "({range}; {k} of {n})."
    ),
    "experiments_open": "{started} started, {running} running, none concluded yet.",
    "experiments_none": "No experiment has been started.",
}
