"""Findings in the order of their effect on decisions, each with the question it touches."""

from collections.abc import Iterable
from dataclasses import dataclass

from mls_metrics.catalog.touches import Touched, touches
from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.source import Finding, Severity
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import say

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A finding with what it costs: programs without the answer, programs that rest on it."""

    finding: Finding
    refused: int
    resting: int
    effect: str


def issues(findings: Iterable[Finding], assessment: Assessment | None) -> list[Issue]:
    """Findings by severity, then by the programs they keep from an answer, then by rows.

    A finding that keeps a question from being answered weighs more than one that may shift an
    answer that is given.
    """
    programs = assessment.recommendations if assessment else ()
    found = [issue_of(finding, programs) for finding in findings]
    return sorted(
        found,
        key=lambda issue: (
            ORDER[issue.finding.severity],
            -issue.refused,
            -issue.resting,
            -issue.finding.rows,
            issue.finding.id,
        ),
    )


def issue_of(finding: Finding, programs: tuple[Recommendation, ...]) -> Issue:
    """What one finding costs the programs."""
    touched = touches().get(finding.id)
    if touched is None or not programs:
        return Issue(finding=finding, refused=0, resting=0, effect="")
    resting = sum(is_answered(item, touched) for item in programs)
    refused = len(programs) - resting
    key = "touches_refused" if refused else "touches_given"
    effect = say(
        key,
        question=touched.title,
        refused=refused,
        programs=plural(len(programs), "program"),
        resting=plural(resting, "program"),
    )
    return Issue(finding=finding, refused=refused, resting=resting, effect=effect)


def is_answered(item: Recommendation, touched: Touched) -> bool:
    """True where the program has a number for every measure of the question that it could have."""
    effects = {name: effect.measure for name, effect in item.evidence.effects.items()}
    measures = {"net_value": item.net_value, **item.evidence.metrics, **effects}
    known = [measures[name] for name in touched.measures if name in measures]
    return bool(known) and all(isinstance(measure, Estimate) for measure in known)
