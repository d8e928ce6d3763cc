"""How far each program is measured: participation, proficiency, application, effect, return."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.catalog.load import metrics
from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import Grade, SkillGap
from mls_metrics.narrative.effects import effect_grade
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say

PARTICIPATION, PROFICIENCY, APPLICATION = "Participation", "Proficiency", "Application"
EFFECT, RETURN = "Business effect", "Return"
MISSING, COUNTED = "missing", "counted"
ON_BUSINESS = ("productivity", "retention_12m")
A_YEAR = 4


def coverage_matrix(recommendations: Sequence[Recommendation]) -> pd.DataFrame:
    """Programs by what is measured of them: a letter of evidence, or missing.

    Participation is counted. Proficiency: the letter of the effect on speed; else D where a
    metric of assessed levels has a number. Application: E, people say so themselves. Business
    effect: the best letter of retention and productivity. Return: the letter of the verdict.
    """
    return pd.DataFrame(
        [
            {
                "Program": item.program_name,
                PARTICIPATION: COUNTED if item.evidence.facts.people != 0 else MISSING,
                PROFICIENCY: proficiency(item),
                APPLICATION: Grade.E.value if rests_on(item, "surveys.applied") else MISSING,
                EFFECT: best(item, ON_BUSINESS),
                RETURN: item.grade.value if isinstance(item.net_value, Estimate) else MISSING,
            }
            for item in recommendations
        ],
        columns=["Program", PARTICIPATION, PROFICIENCY, APPLICATION, EFFECT, RETURN],
    )


def proficiency(item: Recommendation) -> str:
    """The letter of what is known of levels; missing where nobody was assessed."""
    if not rests_on(item, "skill_assessments.level"):
        return MISSING
    found = best(item, ("speed",))
    return Grade.D.value if found == MISSING else found


def rests_on(item: Recommendation, column: str) -> bool:
    """True where a metric that cannot do without a column has a number."""
    return any(
        isinstance(measure, Estimate) and id_ in metrics() and (column,) in metrics()[id_].needs
        for id_, measure in item.metrics.items()
    )


def best(item: Recommendation, names: Sequence[str]) -> str:
    """The best letter among effects that have a number."""
    letters = [
        effect_grade(effect).value
        for name, effect in item.evidence.effects.items()
        if name in names and isinstance(effect.measure, Estimate)
    ]
    return min(letters, default=MISSING)


def matrix_sentence(matrix: pd.DataFrame) -> str:
    """How many programs are measured how far."""
    known = {name: int((matrix[name] != MISSING).sum()) for name in matrix.columns}
    return say(
        "matrix_sentence",
        programs=plural(len(matrix), "program"),
        return_=known[RETURN],
        effect=known[EFFECT],
        application=known[APPLICATION],
        proficiency=known[PROFICIENCY],
    )


def planning_sentence(gaps: Sequence[SkillGap]) -> str:
    """How many gaps last, and how many of them nothing teaches."""
    lasting = [
        gap
        for gap in gaps
        if gap.periods_persisting >= A_YEAR and isinstance(gap.share_below, Estimate)
    ]
    if not lasting:
        return TEMPLATES["skills_none"]
    untaught = sum(not gap.program_id for gap in lasting)
    return say("skills_sentence", gaps=plural(len(lasting), "skill gap"), untaught=untaught)
