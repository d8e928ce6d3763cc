"""Effects of several groups drawn towards the effect of the whole; whether they differ at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray, normal_quantile

GRID = 200
STEPS = 60
PRIOR_SCALE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShrunkLevels:
    """K levels of one factor, drawn towards the whole.

    Parameters
    ----------
    values, errors, low, high : ndarray, shape (K,)
        In the unit of the levels' own estimates; `errors` are root mean squared errors.
    between : float
        Variance of the true values between levels (tau squared), unit squared.
    statistic : float
        Cochran's Q.
    chance : float
        Chance of a Q this large or larger were all levels alike.
    """

    values: FloatArray
    errors: FloatArray
    low: FloatArray
    high: FloatArray
    between: float
    statistic: float
    chance: float


def shrink_levels(
    values: FloatArray,
    errors: FloatArray,
    *,
    center: float,
    center_error: float,
    level: float = 0.95,
) -> ShrunkLevels:
    """Normal-normal empirical Bayes over the levels of one factor.

    Parameters
    ----------
    values, errors : ndarray, shape (K,)
        Estimate of each level on its own and its standard error, K at least 2, errors above 0.
        They count as independent; a comparison group that levels share makes the test of
        difference cautious, not bold.
    center, center_error : float
        Estimate of the whole, towards which the levels are drawn, and its standard error.
    level : float
        Of the intervals.

    Raises
    ------
    ValueError
        Fewer than two levels, or an error that is not above 0.

    Notes
    -----
    The value is ``center + (1 - B) (y - center)`` with ``B = s^2 / (s^2 + tau^2)`` and tau squared
    by Paule and Mandel. With a handful of levels tau is hardly known, so the squared error is not
    that at one tau: it is averaged over tau, by its restricted likelihood under DuMouchel's prior
    ``s0 / (s0 + tau)^2``, and holds for each tau the posterior variance, what the doubt in the
    center passes on, and the squared distance of that tau's value from the one given. s0 is four
    times the usual scale (the harmonic mean of the squared errors, squared root): nearly even over
    what levels may differ by. Tried on 2 to 6 levels, the 95% range holds the truth in 92 to 99 of
    100; least where levels differ by one to three errors.

    References
    ----------
    .. [1] Paule & Mandel (1982), J Res Natl Bur Stand 87:377.
    .. [2] Morris (1983), JASA 78:47 (empirical Bayes intervals).
    .. [3] DuMouchel & Normand (2000), in Stangl & Berry, Meta-analysis in Medicine and Health
       Policy (prior of tau).
    .. [4] Cochran (1954), Biometrics 10:101 (Q).
    """
    if len(values) < 2 or not (errors > 0).all():
        message = f"shrinkage needs two levels or more with errors above 0, got {errors}"
        raise ValueError(message)
    squares = errors**2
    between = paule_mandel(values, errors)
    given = values + squares / (squares + between) * (center - values)
    tau, weights = spread_of_tau(values, squares)
    total = squares[None, :] + tau[:, None] ** 2
    pull = squares / total
    # The whole is a mean of these levels, and other levels might have been met.
    parts = (1 / total) / (1 / total).sum(axis=1, keepdims=True)
    doubt = center_error**2 + tau**2 * (parts**2).sum(axis=1)
    apart = (values + pull * (center - values) - given) ** 2
    risk = weights @ ((1 - pull) * squares + pull**2 * doubt[:, None] + apart)
    spread = np.sqrt(risk)
    half = normal_quantile(level) * spread
    statistic, chance = cochran_q(values, errors)
    return ShrunkLevels(
        values=given,
        errors=spread,
        low=given - half,
        high=given + half,
        between=between,
        statistic=statistic,
        chance=chance,
    )


def paule_mandel(values: FloatArray, errors: FloatArray) -> float:
    """Variance between K levels: that under which Cochran's Q equals K - 1, or 0.

    Parameters
    ----------
    values, errors : ndarray, shape (K,)
    """
    squares, freedom = errors**2, len(values) - 1

    def excess(between: float) -> float:
        return spread_about_mean(values, squares + between) - freedom

    if freedom < 1 or excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(((values - values.mean()) ** 2).sum()) + float(squares.max())
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def spread_about_mean(values: FloatArray, variances: FloatArray) -> float:
    """Weighted squares about the weighted mean."""
    mean = float((values / variances).sum() / (1 / variances).sum())
    return float(((values - mean) ** 2 / variances).sum())


def cochran_q(values: FloatArray, errors: FloatArray) -> tuple[float, float]:
    """Cochran's Q, and the chance of one as large were all levels alike (chi squared, K - 1).

    Parameters
    ----------
    values, errors : ndarray, shape (K,)
    """
    from scipy.special import gammaincc

    statistic = spread_about_mean(values, errors**2)
    return statistic, float(gammaincc((len(values) - 1) / 2, statistic / 2))


def spread_of_tau(values: FloatArray, squares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Standard deviations between levels that the data allow, and the weight of each; (G,), (G,).

    Under DuMouchel's prior ``s0 / (s0 + tau)`` is even between 0 and 1, which makes the grid.
    """
    scale = PRIOR_SCALE * float(np.sqrt(len(squares) / (1 / squares).sum()))
    even = (np.arange(GRID) + 0.5) / GRID
    tau = scale * (1 - even) / even
    total = squares[None, :] + tau[:, None] ** 2
    mean = (values / total).sum(axis=1) / (1 / total).sum(axis=1)
    likelihood = -0.5 * (
        np.log(total).sum(axis=1)
        + np.log((1 / total).sum(axis=1))
        + ((values - mean[:, None]) ** 2 / total).sum(axis=1)
    )
    weights = np.exp(likelihood - likelihood.max())
    return tau, weights / weights.sum()


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Chances corrected for having looked several times (Holm 1979, Scand J Statistics 6:65)."""
    order = sorted(range(len(chances)), key=lambda place: (chances[place], place))
    corrected, largest = [0.0] * len(chances), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(chances) - rank) * chances[place]))
        corrected[place] = largest
    return tuple(corrected)
