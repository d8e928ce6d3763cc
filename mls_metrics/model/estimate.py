"""How a number travels: always with its range, its n and its method, or as a refusal."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its interval.

    Parameters
    ----------
    value, low, high : float
        Point estimate and interval bounds, in `unit`; ``low <= value <= high``.
    level : float
        Confidence level of the interval, in (0, 1).
    n : int
        Number of independent observations behind it (people unless `method` says else).
    unit : str
        ``"pp"``, ``"share"``, ``"days"``, ``"points"``, a currency, or a KPI's own unit.
    method : str
        Name of the method, as `mls_metrics explain` knows it.
    naive : float or None
        What a plain dashboard would show for the same question, shown only as contrast.
    worst, best : float or None
        Surveys only: the value if everybody asked who stayed silent had answered unfavorably, or
        favorably; `value` lies between them. None where nobody is silent or that is not known.
    response : float or None
        Surveys only: answered of those who could have, 0-1.
    counts_as : float or None
        As how many answers the `n` count where few of those asked answered; None: as all of them.
    """

    value: float
    low: float
    high: float
    n: int
    unit: str
    method: str
    level: float = 0.95
    naive: float | None = None
    worst: float | None = None
    best: float | None = None
    response: float | None = None
    counts_as: float | None = None

    def __post_init__(self) -> None:
        optional = (self.worst, self.best, self.response, self.counts_as)
        given = (self.value, self.low, self.high, *(x for x in optional if x is not None))
        assert all(math.isfinite(number) for number in given), (
            f"an estimate holds only finite numbers, got {self}"
        )
        slack = 1e-9 * max(1.0, abs(self.value))
        assert self.low - slack <= self.value <= self.high + slack, (
            f"value outside interval: {self}"
        )
        if self.worst is not None and self.best is not None:
            ends = sorted((self.worst, self.best))
            assert ends[0] - slack <= self.value <= ends[1] + slack, f"value outside bounds: {self}"

    @property
    def standard_error(self) -> float:
        """Half the interval's width in standard normal units."""
        return (self.high - self.low) / (2 * normal_quantile(self.level))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEstimable:
    """A refusal: why there is no number, and what would make one possible.

    Parameters
    ----------
    reason : str
        Why the number is not given, as a sentence.
    needed : str
        What would make it possible (people, months, file and column), as a sentence.
    n : int or None
        How many observations there were; None where even the count is hidden for privacy.
    missing : tuple of str
        The columns that hold nothing and without which there is no number; of ``a or b`` one is
        enough.
    """

    reason: str
    needed: str
    n: int | None = 0
    missing: tuple[str, ...] = ()


Measure = Estimate | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """A quantity over time with its band.

    Parameters
    ----------
    label : str
        What the line stands for.
    time, value, low, high, at_risk : ndarray, shape (k,)
        Time in `time_unit`; value and band in `unit`; people behind each point.
    left, expected : ndarray, shape (k,), optional
        Staying only: people who have left by each point, and how many the comparison's leaving
        predicts.
    uniform_low, uniform_high : ndarray, shape (k,), optional
        A band that holds the whole curve at once, where `low` and `high` hold each point alone.
    """

    label: str
    time: FloatArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    at_risk: FloatArray
    unit: str
    time_unit: str = "months"
    left: FloatArray | None = None
    expected: FloatArray | None = None
    uniform_low: FloatArray | None = None
    uniform_high: FloatArray | None = None


def normal_quantile(level: float) -> float:
    """Two-sided standard normal quantile of a confidence level (1.96 for 0.95)."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + level / 2)
