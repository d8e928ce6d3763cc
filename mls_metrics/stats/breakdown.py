"""How far units would have to drift apart afterwards for an effect to be no more than drift."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far two stretches of months before treatment lie apart, net of the comparison.

    Parameters
    ----------
    size, error : float
        Difference between their means, and its standard error.
    months : float
        From the middle of the one to the middle of the other.
    """

    size: float
    error: float
    months: float


def pace_beyond_chance(drifts: Sequence[Drift]) -> float:
    """Largest drift a month before treatment, once what chance adds to its square is taken off.

    A squared estimate is too large by its variance on average; 0 where nothing is left.
    """
    known = [one for one in drifts if np.isfinite(one.size) and one.error > 0]
    paces = [np.sqrt(max(one.size**2 - one.error**2, 0.0)) / one.months for one in known]
    return float(max(paces, default=0.0))


def drift_needed(bound: float, *, months: float) -> float:
    """Drift a month, over so many months from the base, that would bring a bound to zero."""
    return max(bound, 0.0) / months


def breakdown(bound: float, drifts: Sequence[Drift], *, months: float) -> float | None:
    """Smallest multiple of the largest drift before treatment at which the range holds zero.

    The relative magnitudes of Rambachan and Roth, on means over a long base: in no month after it
    do units move apart by more than M times the most they did a month before treatment.

    Parameters
    ----------
    bound : float
        Distance of the range from zero; 0 or less where it holds zero.
    months : float
        From the middle of the base to the middle of the months of the effect.

    Returns
    -------
    float or None
        None where the months before drifted no more than chance explains.

    References
    ----------
    .. [1] Rambachan & Roth (2023), REStud 90:2555, sections 2.4.1 and 5.1.
    """
    pace = pace_beyond_chance(drifts)
    return drift_needed(bound, months=months) / pace if pace > 0 else None
