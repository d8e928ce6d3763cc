"""Share that has had an event by a day, those still followed kept, and two such shares compared."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.survival import kaplan_meier


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedBy:
    """A share by a day with its interval; `known` is how many people's state by then is known."""

    share: float
    low: float
    high: float
    known: float
    people: float


def reached_by(
    time: FloatArray, event: FloatArray, weights: FloatArray, when: float, *, level: float = 0.95
) -> ReachedBy | None:
    """Kaplan-Meier share with the event by a day; None where nobody was followed so long.

    Parameters
    ----------
    time, event, weights : ndarray, shape (n,)
        Days to the event or to the end of observation, whether it happened, people of the row.

    Notes
    -----
    Where nobody or everybody has had it the log-log band has no width: there the interval is
    Wilson's for the people whose state by the day is known.
    """
    happened = np.asarray(event, dtype=bool)
    everyone = float(weights.sum())
    still = float(weights[time >= when].sum())
    known = still + float(weights[happened & (time < when)].sum())
    if not len(time) or (still <= 0 and known < everyone):
        return None
    survival, low, high = kaplan_meier(time, happened, weights, level=level).at(when)
    share = 1 - survival
    if share <= 0 or share >= 1:
        low_share, high_share = wilson(round(share) * known, known, level=level)
    else:
        low_share, high_share = 1 - high, 1 - low
    return ReachedBy(share=share, low=low_share, high=high_share, known=known, people=everyone)


def difference_of(first: ReachedBy, second: ReachedBy) -> tuple[float, float, float]:
    """First minus second with an interval from the two lopsided ones.

    References
    ----------
    .. [1] Zou & Donner (2008), Statistics in Medicine 27:1693 (MOVER).
    """
    value = first.share - second.share
    down = np.hypot(first.share - first.low, second.high - second.share)
    up = np.hypot(first.high - first.share, second.share - second.low)
    return value, float(value - down), float(value + up)
