"""Intervals for shares and means."""

import numpy as np

from mls_metrics.model.estimate import normal_quantile


def wilson(k: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson interval for a share.

    Parameters
    ----------
    k, n : float
        Successes and trials, ``0 <= k <= n``, ``n > 0``.

    Returns
    -------
    low, high : float
        Bounds, 0-1.

    References
    ----------
    .. [1] Wilson (1927), JASA 22:209.
    """
    if n <= 0 or not 0 <= k <= n:
        message = f"a share needs 0 <= k <= n and n > 0, got k={k}, n={n}"
        raise ValueError(message)
    z = normal_quantile(level)
    share, spread = k / n, z * z / n
    center = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, float(center - half)), min(1.0, float(center + half))


def mean_interval(mean: float, sd: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Student interval for a mean of n independent values, ``n >= 2``."""
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, 0.5 + level / 2)) * sd / np.sqrt(n)
    return float(mean - half), float(mean + half)


def net_share_interval(
    plus: float, minus: float, n: float, *, level: float = 0.95
) -> tuple[float, float]:
    """Interval for a difference of two shares of the same n answers (multinomial variance).

    References
    ----------
    .. [1] Rocks (2016), The American Statistician 70:365, for the adjusted Wald form used:
       three added answers, one on each side and one between, times four thirds.
    """
    added = n + 3
    up, down = (plus + 1) / added, (minus + 1) / added
    center = up - down
    half = normal_quantile(level) * np.sqrt(max(up + down - center**2, 0.0) / added)
    return max(-1.0, float(center - half)), min(1.0, float(center + half))
