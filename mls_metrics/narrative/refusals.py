"""What is missing, in words: which question stays open, and which file would answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate, Measure
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import say

EFFECT_QUESTIONS: Mapping[str, str] = {
    "retention_12m": "Do people stay?",
    "productivity": "Does work improve?",
    "speed": "Are people able sooner?",
}
MONEY_QUESTION = "Is it worth its cost?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A question that stays open, what would answer it, and for how many programs."""

    question: str
    reason: str
    needed: str
    programs: int

    @property
    def sentence(self) -> str:
        """What is needed and how many programs it would help with."""
        return say("need", needed=self.needed, programs=plural(self.programs, "program"))


def needs(assessment: Assessment) -> tuple[Need, ...]:
    """The open questions, those that concern most programs first.

    Refusals that need the same thing are one entry.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for item in assessment.recommendations:
        for question, measure in questions_of(item).items():
            if not isinstance(measure, Estimate):
                key = (question, measure.needed)
                found.setdefault(key, []).append(measure.reason)
    entries = [
        Need(question=question, needed=needed, reason=reasons[0], programs=len(reasons))
        for (question, needed), reasons in found.items()
    ]
    return tuple(sorted(entries, key=lambda need: (-need.programs, need.question, need.needed)))


def leading_needs(assessment: Assessment) -> tuple[Need, ...]:
    """For each open question the need that concerns most programs."""
    first: dict[str, Need] = {}
    for need in needs(assessment):
        first.setdefault(need.question, need)
    return tuple(first.values())


def questions_of(item: Recommendation) -> dict[str, Measure]:
    """The questions asked of one program, each with its estimate or refusal."""
    asked: dict[str, Measure] = {
        EFFECT_QUESTIONS[name]: effect.measure
        for name, effect in item.evidence.effects.items()
        if name in EFFECT_QUESTIONS
    }
    asked[MONEY_QUESTION] = item.net_value
    for name, measure in item.dimensions.items():
        asked[dimensions()[name].question] = measure
    return asked
