"""Whom to ask why it works: groups at both ends of an effect, never a list of people."""

from collections.abc import Iterator
from dataclasses import dataclass

from mls_metrics.model.decision import Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.groups import known_groups
from mls_metrics.narrative.wording import say

EFFECTS = ("productivity", "retention_12m")
EACH = "half a dozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Two groups of one factor: where the program does most, and least.

    Parameters
    ----------
    effect, factor : str
        The effect they differ in, and region, role or version.
    most, least : str
        Names of the groups.
    apart : float
        Distance between them over its own error.
    """

    effect: str
    factor: str
    most: str
    least: str
    apart: float


def interview(item: Recommendation) -> Interview | None:
    """The pair of groups that lie furthest apart for their errors; None where no two are known.

    References
    ----------
    .. [1] Brinkerhoff (2003), The Success Case Method: interview both ends, then ask why.
    """
    return max(pairs(item), key=lambda pair: (pair.apart, pair.effect, pair.factor), default=None)


def pairs(item: Recommendation) -> Iterator[Interview]:
    """Both ends of every factor of every effect, better first."""
    for name in EFFECTS:
        effect = item.evidence.effects.get(name)
        if effect is None:
            continue
        sign = 1 if effect.higher_is_better else -1
        for factor, groups in effect.groups().items():
            known = known_groups(groups)
            if len(known) < 2:
                continue
            order = sorted(known, key=lambda one: sign * known[one].value)
            low, high = known[order[0]], known[order[-1]]
            yield Interview(
                effect=name,
                factor=factor,
                most=order[-1],
                least=order[0],
                apart=distance(low, high),
            )


def distance(one: Estimate, other: Estimate) -> float:
    """How far two estimates lie apart, in errors of their difference."""
    error = (one.standard_error**2 + other.standard_error**2) ** 0.5
    return abs(one.value - other.value) / error if error > 0 else 0.0


def interview_sentence(item: Recommendation) -> str:
    """Whom to interview, and what to ask them."""
    found = interview(item)
    if found is None:
        return say("interview_ends", each=EACH)
    return say("interview", each=EACH, most=found.most, least=found.least, factor=found.factor)
