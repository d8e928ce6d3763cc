"""Intervals for observed over expected, and the likelihood they stand for."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import normal_quantile

FEW_EVENTS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioInterval:
    """Observed over expected events with an interval.

    Parameters
    ----------
    ratio, low, high : float
    effective_observed, effective_expected : float
        Counts whose Poisson likelihood carries the information of the estimate.
    """

    ratio: float
    low: float
    high: float
    effective_observed: float
    effective_expected: float


def ratio_interval(
    observed: float, expected: float, variance: float, *, level: float = 0.95
) -> RatioInterval:
    """Interval for observed / expected from a robust variance of its logarithm.

    Parameters
    ----------
    observed, expected : float
        Events seen and events expected, ``expected > 0``.
    variance : float
        Cluster-robust variance of log(observed / expected); not read where nothing was observed.

    Notes
    -----
    The counts are deflated so that their Poisson variance is the robust one, never more than was
    observed. Below 30 effective events the interval is the Gamma posterior under Jeffreys' prior,
    which holds its level where the normal interval does not.
    """
    if expected <= 0:
        message = f"expected events must be positive, got {expected}"
        raise ValueError(message)
    point = observed / expected
    if observed <= 0:
        effective, base = 0.0, expected
    else:
        effective = min(observed, 1 / max(variance, 1e-12))
        base = effective / point
    low, high = gamma_bounds(effective, base, level=level)
    if effective >= FEW_EVENTS:
        half = normal_quantile(level) * np.sqrt(1 / effective)
        low, high = point * np.exp(-half), point * np.exp(half)
    return RatioInterval(
        ratio=point,
        low=float(min(low, point)),
        high=float(max(high, point)),
        effective_observed=float(effective),
        effective_expected=float(base),
    )


def gamma_bounds(events: float, exposure: float, *, level: float) -> tuple[float, float]:
    """Quantiles of a Gamma(events + 1/2) over exposure; the lower bound is 0 without events."""
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events + 0.5, tail)) / exposure
    return low, float(gammaincinv(events + 0.5, 1 - tail)) / exposure
