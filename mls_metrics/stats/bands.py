"""Bands that hold a whole curve at once, from the influence of every unit on every point."""

from collections.abc import Sequence

import numpy as np

from mls_metrics.model.estimate import FloatArray, normal_quantile
from mls_metrics.stats.factor_design import IntArray

DRAWS = 2000
MOST_SIGNED = 1000


def band_quantile(
    influence: FloatArray, clusterings: Sequence[IntArray], *, level: float, seed: int
) -> float:
    """How many standard errors wide a band must be to hold all points together.

    A multiplier bootstrap: every cluster keeps or turns its sign by lot (Rademacher), and the
    largest of the points' statistics is noted. From `MOST_SIGNED` clusters on, the sums over them
    are normal, and drawn as such. The largest over the ways of clustering counts, and never less
    than a single point would need.

    Parameters
    ----------
    influence : ndarray, shape (n, J)
    clusterings : sequence of ndarray of int, each of shape (n,)
        Cluster of each unit.
    level : float
        In (0, 1).

    References
    ----------
    .. [1] Callaway & Sant'Anna (2021), J Econometrics 225:200, algorithm 1.
    .. [2] Montiel Olea & Plagborg-Moller (2019), J Applied Econometrics 34:1 (sup-t bands).
    """
    widest = normal_quantile(level)
    for place, clusters in enumerate(clusterings):
        added = [np.bincount(clusters, column) for column in influence.T]
        sums = np.column_stack(added).astype(np.float64)
        sums = sums[sums.any(axis=1)]
        rng = np.random.default_rng([seed, place])
        if len(sums) > MOST_SIGNED:
            drawn = normal_draws(sums.T @ sums, rng)
        else:
            drawn = rng.choice([-1.0, 1.0], size=(DRAWS, len(sums))) @ sums
        widest = max(widest, sup_t(drawn, np.sqrt((sums**2).sum(axis=0)), level=level))
    return widest


def band_quantile_of(covariance: FloatArray, *, level: float, seed: int) -> float:
    """The same from the covariance of the points, shape (J, J), where there are many clusters."""
    drawn = normal_draws(covariance, np.random.default_rng([seed, 0]))
    return max(normal_quantile(level), sup_t(drawn, np.sqrt(np.diag(covariance)), level=level))


def normal_draws(covariance: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Draws with mean 0 and this covariance, shape (DRAWS, J)."""
    spread = np.sqrt(np.maximum(np.diag(covariance), 0))
    safe = np.where(spread > 0, spread, 1.0)
    root = np.linalg.cholesky(covariance / np.outer(safe, safe) + 1e-9 * np.eye(len(safe)))
    return np.asarray(rng.standard_normal((DRAWS, len(safe))) @ root.T * spread)


def sup_t(drawn: FloatArray, spread: FloatArray, *, level: float) -> float:
    """Quantile of the largest statistic over the points that vary at all."""
    varies = spread > 0
    if not varies.any():
        return 0.0
    return float(np.quantile(np.abs(drawn[:, varies] / spread[varies]).max(axis=1), level))
