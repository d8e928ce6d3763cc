"""A straight line through a few months, and what it says of a month to come."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearTrend:
    """A least-squares line with the noise around it.

    Parameters
    ----------
    center, level, slope : float
        Mean time, value of the line there, and change per unit of time.
    noise : float
        Standard deviation of the residuals, on ``n - 2`` degrees of freedom.
    spread : float
        Sum of squared distances of the times from their mean.
    n : int
        Points.
    """

    center: float
    level: float
    slope: float
    noise: float
    spread: float
    n: int

    def value_at(self, when: float) -> float:
        """The line at a time."""
        return self.level + self.slope * (when - self.center)

    def error_at(self, when: float) -> float:
        """Standard error of a new value at a time: doubt of the line and its noise together."""
        doubt = 1 + 1 / self.n + (when - self.center) ** 2 / self.spread
        return float(self.noise * np.sqrt(doubt))

    def interval_at(self, when: float, *, level: float = 0.95) -> tuple[float, float]:
        """Prediction interval of a new value at a time."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.n - 2, 0.5 + level / 2)) * self.error_at(when)
        return self.value_at(when) - half, self.value_at(when) + half

    def chance_above(self, target: float, when: float) -> float:
        """Chance that a new value at a time is at or above a target."""
        from scipy.special import stdtr

        error, ahead = self.error_at(when), self.value_at(when) - target
        if error <= 0:
            return float(ahead >= 0)
        return float(stdtr(self.n - 2, ahead / error))

    def slope_interval(self, *, level: float = 0.95) -> tuple[float, float]:
        """Interval of the change per unit of time."""
        from scipy.special import stdtrit

        half = (
            float(stdtrit(self.n - 2, 0.5 + level / 2)) * self.noise / float(np.sqrt(self.spread))
        )
        return self.slope - half, self.slope + half


def linear_trend(time: FloatArray, value: FloatArray) -> LinearTrend:
    """The least-squares line through points.

    Parameters
    ----------
    time, value : ndarray, shape (n,)
        At least three points at two times or more.

    References
    ----------
    .. [1] Draper & Smith (1998), Applied Regression Analysis, 3rd ed., section 1.4 and 3.1.
    """
    n = len(time)
    center = float(np.mean(time)) if n else 0.0
    spread = float(((time - center) ** 2).sum())
    if n < 3 or spread <= 0:
        message = f"a line needs three points at two times, got {n}"
        raise ValueError(message)
    slope = float(((time - center) * (value - value.mean())).sum() / spread)
    rest = value - value.mean() - slope * (time - center)
    noise = float(np.sqrt((rest**2).sum() / (n - 2)))
    return LinearTrend(
        center=center, level=float(value.mean()), slope=slope, noise=noise, spread=spread, n=n
    )
