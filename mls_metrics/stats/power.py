"""How many more would narrow an interval, and how small an effect a design can see."""

import math

from mls_metrics.model.estimate import normal_quantile


def needed_n(n: float, half_width: float, *, wanted: float) -> int:
    """Units needed for a half-width of `wanted` where n units gave `half_width`.

    The half-width falls with the square root of n.
    """
    if n <= 0 or half_width <= 0 or wanted <= 0:
        message = f"all must be positive, got n={n}, half_width={half_width}, wanted={wanted}"
        raise ValueError(message)
    return math.ceil(n * (half_width / wanted) ** 2)


def needed_for_difference(
    sd: float, *, half_width: float, share_treated: float = 0.5, level: float = 0.95
) -> int:
    """Units in total for a difference of two means with that half-width.

    Parameters
    ----------
    sd : float
        Standard deviation between units.
    share_treated : float
        Share of the units in the first group, in (0, 1).
    """
    spread = normal_quantile(level) * sd / half_width
    return math.ceil(spread**2 / (share_treated * (1 - share_treated)))


def smallest_detectable(standard_error: float, *, level: float = 0.95, power: float = 0.8) -> float:
    """Smallest effect that an estimate with that standard error finds with chance `power`."""
    return standard_error * (normal_quantile(level) + normal_quantile(2 * power - 1))
