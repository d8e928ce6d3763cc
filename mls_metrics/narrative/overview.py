"""The line under a title: whose data, how much of it, up to when."""

from mls_metrics.model.decision import Assessment
from mls_metrics.narrative.numbers import day, plural
from mls_metrics.narrative.wording import say

SAMPLE = "Sample company"
OWN = "Your data"


def data_line(assessment: Assessment, *, is_sample: bool) -> str:
    """``Sample company · 16 programs · 6,012 people · to 31 Oct 2026``."""
    return say(
        "data_line",
        source=SAMPLE if is_sample else OWN,
        programs=plural(len(assessment.recommendations), "program"),
        people=people_behind(assessment),
        date=day(assessment.provenance.as_of),
    )


def people_behind(assessment: Assessment) -> str:
    """Different people of all rosters where one was given, else enrollments."""
    if assessment.portfolio.people:
        return plural(assessment.portfolio.people, "person", "people")
    begun = assessment.portfolio.enrollments
    return plural(begun, "enrollment", "enrollments") if begun else "people not known"
