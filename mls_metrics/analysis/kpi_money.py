"""Whom a KPI speaks of: its money counts for the people it measures, and a total only once."""

import re
from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.model.words import spoken

AVERAGES = re.compile(r"%|\b(per|rate|share|ratio|percent|average|mean|avg|score|index|nps)\b")
WORDS = re.compile(r"[\s_/-]+")
FEWEST_UNITS, LEAST_SPREAD, GROWS = 8, 0.1, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReach:
    """Whom the values of a KPI speak of.

    Parameters
    ----------
    measured : float
        Share of the people who began the program, and were there in the KPI's months, for whom it
        has any value, 0 to 1.
    people_per_value : float
        People among whom one value is shared: 1 for values of persons and averages of units,
        the mean headcount of a unit where a value is the unit's total.
    """

    measured: float = 1.0
    people_per_value: float = 1.0

    @property
    def share(self) -> float:
        """Part of the money per unit of the KPI that counts for each who began."""
        return self.measured / self.people_per_value


EVERYONE = KpiReach()


def is_average(kpi: str, unit_of_measure: str) -> bool:
    """Whether the KPI's own words call it a rate or an average.

    Examples
    --------
    >>> is_average("picks_per_hour", "picks"), is_average("Revenue", "USD")
    (True, False)
    """
    words = f"{kpi} {unit_of_measure}".lower()
    return AVERAGES.search(WORDS.sub(" ", words)) is not None or "/" in words


def people_per_value(
    values: FloatArray, headcount: FloatArray, *, kpi: str, unit_of_measure: str
) -> float:
    """People who share one value of a unit: 1 for an average, else the mean headcount.

    A total grows with the people who make it, an average does not: the slope of log mean value on
    log mean headcount is 1 or 0. Where neither the KPI's words nor its values tell (few units, or
    all of one size), the lesser reading counts: a total.

    Parameters
    ----------
    values, headcount : ndarray, shapes (n, T)
        Values of n units in T months, NaN where missing, and the people in them.
    """
    if is_average(kpi, unit_of_measure):
        return 1.0
    seen = np.isfinite(values) & (headcount > 0)
    months = seen.sum(axis=1)
    known = months > 0
    if not known.any():
        return 1.0
    people = (headcount * seen).sum(axis=1)[known] / months[known]
    mean = np.where(seen, values, 0.0).sum(axis=1)[known] / months[known]
    size = np.log(people)
    if known.sum() >= FEWEST_UNITS and (mean > 0).all() and size.std() >= LEAST_SPREAD:
        slope = float(np.polyfit(size, np.log(mean), 1)[0])
        if slope < GROWS:
            return 1.0
    return float(max(people.mean(), 1.0))


def with_reach(effect: EffectEstimate, reach: KpiReach, *, starters: int) -> EffectEstimate:
    """The effect, saying whose money it counts where that is not everyone in full."""
    if reach.share >= 1.0 or not isinstance(effect.measure, Estimate):
        return effect
    kpi, parts = spoken(effect.kpi or ""), []
    if reach.measured < 1.0:
        parts.append(
            f"In money it counts for {reach.measured:.0%} of the {starters:,} people who began "
            f"it: {kpi} is not measured for the others."
        )
    if reach.people_per_value > 1.0:
        parts.append(
            f"A value of {kpi} is taken for the total of a unit, not for an average: its money "
            f"is shared among the {reach.people_per_value:.0f} people of a unit."
        )
    said = Check(name="measured_people", passed=True, sentence=" ".join(parts))
    return replace(effect, checks=(*effect.checks, said))
