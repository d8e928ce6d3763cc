"""From values to points, from points to a total."""

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray


def goalpost_points(
    values: FloatArray, *, floor: float, target: float, stretch: float
) -> FloatArray:
    """Points on fixed goalposts: floor 0, target 60, stretch 100, straight between, clipped.

    Fixed goalposts, unlike min-max over whatever is loaded, leave every score where it is when
    another item is added (no rank reversal). `floor` may lie above `stretch`: less is better.

    Parameters
    ----------
    values : ndarray, any shape

    Returns
    -------
    ndarray, shape of `values`
        Points, 0-100.

    References
    ----------
    .. [1] OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5.
    """
    if floor <= stretch:
        return np.interp(values, [floor, target, stretch], [0.0, 60.0, 100.0])
    return np.interp(-np.asarray(values), [-floor, -target, -stretch], [0.0, 60.0, 100.0])


def power_mean(points: FloatArray, weights: FloatArray, *, power: float) -> FloatArray:
    """Weighted power mean over the last axis, with points below 1 counted as 1.

    Parameters
    ----------
    points : ndarray, shape (..., D)
        Points, 0-100.
    weights : ndarray, shape (D,), or shape that broadcasts against (..., D)
        Weights; they are scaled to sum to 1.
    power : float
        1 arithmetic, 0 geometric, -1 harmonic. The lower, the less one bright entry can buy
        back a dark one.

    Returns
    -------
    ndarray, shape (...)

    References
    ----------
    .. [1] OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.
    """
    weights = weights / weights.sum(axis=-1, keepdims=True)
    raised = np.maximum(points, 1.0, dtype=np.float64)
    if power == 0:
        logs = np.log(raised, out=raised)
        return np.asarray(np.exp(np.einsum("...d,...d->...", logs, weights)))
    return np.asarray(((raised**power) * weights).sum(axis=-1) ** (1 / power))


def reaches(
    points: FloatArray, weights: FloatArray, bar: float, *, power: float
) -> NDArray[np.bool_]:
    """Whether the weighted power mean is at least `bar`, for every item under every weighting.

    Compares before the last root is taken, so that the whole is one matrix product.

    Parameters
    ----------
    points : ndarray, shape (N, D)
        Points, 0-100.
    weights : ndarray, shape (W, D)
        Each row sums to 1.

    Returns
    -------
    ndarray of bool, shape (W, N)
    """
    if bar <= 1.0:  # points below 1 count as 1, so every mean is at least 1
        return np.ones((len(weights), len(points)), dtype=bool)
    raised = np.maximum(points, 1.0)
    if power == 0:
        passed = weights @ np.log(raised).T >= np.log(bar)
    elif power > 0:
        passed = weights @ (raised**power).T >= bar**power
    else:
        passed = weights @ (raised**power).T <= bar**power
    return np.asarray(passed, dtype=bool)


def weights_within(
    low: float, high: float, *, size: int, count: int, rng: np.random.Generator
) -> FloatArray:
    """Weight vectors drawn evenly over the simplex, kept where every weight is within bounds.

    Returns
    -------
    ndarray, shape (count, size)

    Raises
    ------
    ValueError
        The bounds leave no weight vector that sums to 1.
    """
    if not (low * size <= 1 <= high * size) or low > high:
        message = f"no {size} weights between {low} and {high} sum to 1"
        raise ValueError(message)
    room = 1 - low * size
    if room <= 0:
        return np.full((count, size), 1 / size)
    kept = np.empty((0, size))
    while len(kept) < count:
        drawn = low + room * rng.dirichlet(np.ones(size), 4 * count)
        kept = np.concatenate([kept, drawn[(drawn <= high + 1e-12).all(axis=1)]])
    return kept[:count]
