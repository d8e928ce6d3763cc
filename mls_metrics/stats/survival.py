"""Time until an event, with those who have not had it kept in the count."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray, normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurvivalCurve:
    """A Kaplan-Meier curve with its band.

    Parameters
    ----------
    time : ndarray, shape (k,)
        Distinct event times, increasing.
    survival, low, high : ndarray, shape (k,)
        Share without the event just after each time, and its band (log-log).
    at_risk, events : ndarray, shape (k,)
        Count at risk just before, and events at, each time.
    """

    time: FloatArray
    survival: FloatArray
    low: FloatArray
    high: FloatArray
    at_risk: FloatArray
    events: FloatArray

    def at(self, when: float) -> tuple[float, float, float]:
        """Survival and band just after `when`; 1 before the first event."""
        place = int(np.searchsorted(self.time, when, side="right")) - 1
        if place < 0:
            return 1.0, 1.0, 1.0
        return float(self.survival[place]), float(self.low[place]), float(self.high[place])

    def first_below(self, share: float, line: str = "survival") -> float | None:
        """First time at which a line of the curve is at or below `share`; None if never."""
        values = getattr(self, line)
        places = np.flatnonzero(values <= share + 1e-12)
        return float(self.time[places[0]]) if len(places) else None


def kaplan_meier(
    time: FloatArray, event: FloatArray, weights: FloatArray | None = None, *, level: float = 0.95
) -> SurvivalCurve:
    """Kaplan-Meier curve with Greenwood variance and a log-log band.

    Parameters
    ----------
    time : ndarray, shape (n,)
        Time to the event or to the end of observation, >= 0.
    event : ndarray of bool, shape (n,)
        True where the event happened.
    weights : ndarray, shape (n,), optional
        How many people a row stands for.

    References
    ----------
    .. [1] Kaplan & Meier (1958), JASA 53:457. Kalbfleisch & Prentice (2002), section 1.4.
    """
    weights = np.ones(len(time)) if weights is None else np.asarray(weights, dtype=float)
    distinct, place = np.unique(np.asarray(time, dtype=float), return_inverse=True)
    happened = np.asarray(event, dtype=bool)
    size = len(distinct)
    events = np.bincount(place, weights=weights * happened, minlength=size).astype(np.float64)
    leaving = np.bincount(place, weights=weights, minlength=size).astype(np.float64)
    at_risk = np.cumsum(leaving[::-1])[::-1].astype(np.float64)
    keep = events > 0
    distinct, events, at_risk = distinct[keep], events[keep], at_risk[keep]
    survival = np.cumprod(1 - events / at_risk).astype(np.float64)
    low, high = log_log_band(survival, events, at_risk, level=level)
    return SurvivalCurve(
        time=distinct, survival=survival, low=low, high=high, at_risk=at_risk, events=events
    )


def log_log_band(
    survival: FloatArray, events: FloatArray, at_risk: FloatArray, *, level: float
) -> tuple[FloatArray, FloatArray]:
    """Band of a survival curve on the log-log scale; where survival is 0 the band is 0."""
    room = np.maximum(at_risk - events, 1e-12)
    greenwood = np.cumsum(events / (at_risk * room))
    inside = (survival > 0) & (survival < 1)
    safe = np.where(inside, survival, 0.5)
    # Past this the lower bound is zero to every digit, and exp would overflow.
    spread = np.minimum(normal_quantile(level) * np.sqrt(greenwood) / np.abs(np.log(safe)), 30.0)
    low = np.where(inside, safe ** np.exp(spread), survival)
    high = np.where(inside, safe ** np.exp(-spread), survival)
    return low, high
