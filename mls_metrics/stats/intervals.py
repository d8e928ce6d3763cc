"""Intervals for shares and means."""

import numpy as np

from mls_metrics.model.estimate import FloatArray, normal_quantile


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


def rate_interval(events: float, exposure: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for a rate of `events` in `exposure`, in events per unit of exposure.

    References
    ----------
    .. [1] Garwood (1936), Biometrika 28:437.
    """
    from scipy.stats import chi2

    if events < 0 or exposure <= 0:
        message = f"a rate needs events >= 0 and exposure > 0, got {events} and {exposure}"
        raise ValueError(message)
    tail = (1 - level) / 2
    low = float(chi2.ppf(tail, 2 * events)) / 2 if events > 0 else 0.0
    high = float(chi2.ppf(1 - tail, 2 * events + 2)) / 2
    return low / exposure, high / exposure


def count_ratio_interval(
    top: float, top_squares: float, base: float, base_squares: float, *, level: float = 0.95
) -> tuple[float, float]:
    """Interval for a ratio of two totals, each over people who count for several at once.

    Parameters
    ----------
    top, base : float
        The totals, above 0.
    top_squares, base_squares : float
        Sums of the squared counts of each person; equal to the totals where each counts once.

    Notes
    -----
    Each total is compound Poisson, so the variance of its logarithm is squares / total^2.

    References
    ----------
    .. [1] Katz et al. (1978), Biometrics 34:469, for the logarithm of a ratio of counts.
    """
    if top <= 0 or base <= 0:
        message = f"a ratio of counts needs both above zero, got {top} and {base}"
        raise ValueError(message)
    spread = np.sqrt(top_squares / top**2 + base_squares / base**2)
    step = float(np.exp(normal_quantile(level) * spread))
    return top / base / step, top / base * step


def share_difference_interval(
    k: float, n: float, other_k: float, other_n: float, *, level: float = 0.95
) -> tuple[float, float]:
    """Interval for one share less another of other people.

    References
    ----------
    .. [1] Newcombe (1998), Statistics in Medicine 17:873, method 10.
    """
    low, high = wilson(k, n, level=level)
    other_low, other_high = wilson(other_k, other_n, level=level)
    share, other = k / n, other_k / other_n
    center = share - other
    return (
        float(center - np.hypot(share - low, other_high - other)),
        float(center + np.hypot(high - share, other - other_low)),
    )


def mean_difference_interval(
    one: FloatArray, other: FloatArray, *, level: float = 0.95
) -> tuple[float, float]:
    """Interval for one mean less another; spreads may differ, each side holds two values or more.

    References
    ----------
    .. [1] Welch (1947), Biometrika 34:28.
    """
    from scipy.special import stdtrit

    parts = [float(np.var(side, ddof=1)) / len(side) for side in (one, other)]
    total = sum(parts)
    center = float(np.mean(one) - np.mean(other))
    if total <= 0:
        return center, center
    freedom = total**2 / sum(
        part**2 / (len(side) - 1) for part, side in zip(parts, (one, other), strict=True)
    )
    half = float(stdtrit(freedom, 0.5 + level / 2)) * total**0.5
    return center - half, center + half
