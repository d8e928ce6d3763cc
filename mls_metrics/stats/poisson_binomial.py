"""How many of several independent events happen, each with a chance of its own."""

import numpy as np

from mls_metrics.model.estimate import FloatArray


def count_chances(chances: FloatArray) -> FloatArray:
    """Chance of 0, 1, ... n events.

    Parameters
    ----------
    chances : ndarray, shape (n,)
        Chance of each, 0-1.

    References
    ----------
    .. [1] Hong (2013), Computational Statistics & Data Analysis 59:41, for the distribution; here
       by direct convolution, exact for the counts met.
    """
    found = np.ones(1)
    for chance in np.asarray(chances, dtype=float):
        found = np.convolve(found, [1 - chance, chance])
    return found.astype(np.float64)


def count_range(chances: FloatArray, *, level: float = 0.95) -> tuple[int, int]:
    """Fewest and most events that luck leaves within `level`, tails cut evenly."""
    below = np.cumsum(count_chances(chances))
    tail = (1 - level) / 2
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.searchsorted(below, 1 - tail, side="left"))
    return low, min(high, len(below) - 1)
