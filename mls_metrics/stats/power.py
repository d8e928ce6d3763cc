"""How many more would narrow an interval, and how small an effect a design can see."""

import math

import numpy as np

from mls_metrics.model.estimate import FloatArray, normal_quantile
from mls_metrics.stats.factor_design import IntArray


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
    return standard_error * quantile_sum(level, power)


def events_for_ratio(
    ratio: float, *, share_treated: float = 0.5, level: float = 0.95, power: float = 0.8
) -> float:
    """Events in both groups together needed to see a ratio of leaving rates.

    Parameters
    ----------
    ratio : float
        Rate with the program over rate without it, positive and not 1.
    share_treated : float
        Share of the people who get it, in (0, 1).

    Notes
    -----
    ``(z_level + z_power)^2 / (p (1 - p) log(ratio)^2)``.

    References
    ----------
    .. [1] Schoenfeld (1983), Biometrics 39:499, equation 1.
    """
    if ratio <= 0 or ratio == 1:
        message = f"a ratio to be seen is positive and not 1, got {ratio}"
        raise ValueError(message)
    split = share_treated * (1 - share_treated)
    return quantile_sum(level, power) ** 2 / (split * math.log(ratio) ** 2)


def quantile_sum(level: float, power: float) -> float:
    """Standard errors that an effect must be away from zero: 2.80 at level 0.95 and power 0.8."""
    return normal_quantile(level) + normal_quantile(2 * power - 1)


def chance_of_event(
    rate: float, *, other_rate: float = 0.0, first_month: int = 0, last_month: int = 12
) -> float:
    """Chance that somebody is seen to leave within the months compared.

    Parameters
    ----------
    rate, other_rate : float
        Events per person-month of the kind asked for, and of kinds that end the follow-up.
    first_month, last_month : int
        Events count after the first and up to the last month since the start.

    Notes
    -----
    Constant rates: ``exp(-(a+b) g) a/(a+b) (1 - exp(-(a+b)(K-g)))``.
    """
    both = rate + other_rate
    if both <= 0:
        return 0.0
    there = math.exp(-both * first_month)
    return there * rate / both * -math.expm1(-both * (last_month - first_month))


def people_for_ratio(
    ratio: float, chance: float, *, level: float = 0.95, power: float = 0.8
) -> int:
    """People in each of two groups of one size needed to see a ratio of leaving rates.

    Parameters
    ----------
    chance : float
        Chance of the event without the program; with it the chance is ``ratio`` times that.
    """
    if not 0 < chance < 1:
        message = f"the chance of the event lies between 0 and 1, got {chance}"
        raise ValueError(message)
    return math.ceil(events_for_ratio(ratio, level=level, power=power) / (chance * (1 + ratio)))


def comparison_for_ratio(
    ratio: float, *, events: float, chance: float, level: float = 0.95, power: float = 0.8
) -> int | None:
    """Comparison people needed beside starters among whom that many leavers are expected.

    None where the starters alone are too few, however many are compared with them.

    Notes
    -----
    The variance of the log ratio is 1 / events on either side; Schoenfeld's formula for groups of
    unequal size says the same.
    """
    room = (math.log(ratio) / quantile_sum(level, power)) ** 2 - 1 / max(events, 1e-9)
    return math.ceil(1 / (room * chance)) if room > 0 else None


def people_for_shares(one: float, other: float, *, level: float = 0.95, power: float = 0.8) -> int:
    """People in each of two groups of one size needed to tell two shares apart.

    References
    ----------
    .. [1] Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, eq. 4.14,
       without the continuity correction.
    """
    middle = (one + other) / 2
    null = normal_quantile(level) * math.sqrt(2 * middle * (1 - middle))
    true = normal_quantile(2 * power - 1) * math.sqrt(one * (1 - one) + other * (1 - other))
    return math.ceil(((null + true) / (one - other)) ** 2)


def units_for_means(size: float, sd: float, *, level: float = 0.95, power: float = 0.8) -> int:
    """Units in each of two groups of one size needed to see a difference of means.

    References
    ----------
    .. [1] Cohen (1988), Statistical Power Analysis, section 2.4 (normal approximation):
       ``2 ((z_level + z_power) sd / size)^2``.
    """
    if size <= 0 or sd <= 0:
        message = f"size and spread must be positive, got size={size}, sd={sd}"
        raise ValueError(message)
    return math.ceil(2 * (quantile_sum(level, power) * sd / size) ** 2)


def design_effect(cluster_size: float, intraclass: float) -> float:
    """How many times more people are needed where whole groups are drawn, not people.

    References
    ----------
    .. [1] Donner & Klar (2000), Design and Analysis of Cluster Randomization Trials, chapter 2:
       ``1 + (m - 1) rho``.
    """
    return 1 + (max(cluster_size, 1.0) - 1) * min(max(intraclass, 0.0), 1.0)


def intraclass_of_shares(people: FloatArray, events: FloatArray) -> float:
    """How alike people of one group are in whether they leave; 0 where groups differ by luck only.

    Parameters
    ----------
    people, events : ndarray, shape (k,)
        People in each group and those of them with the event.

    References
    ----------
    .. [1] Ridout, Demetrio & Firth (1999), Biometrics 55:137 (analysis of variance estimator).
    """
    people, events = np.asarray(people, dtype=float), np.asarray(events, dtype=float)
    share = events / people
    return anova_intraclass(people, share, float((events * (1 - share)).sum()))


def intraclass_of_values(values: FloatArray, groups: IntArray) -> float:
    """How alike the values of one group are; 0 where groups differ by luck only.

    Parameters
    ----------
    values : ndarray, shape (n,)
    groups : ndarray of int, shape (n,)
        Group of each value.
    """
    _, codes = np.unique(groups, return_inverse=True)
    size = np.bincount(codes).astype(float)
    means = np.bincount(codes, values) / np.maximum(size, 1)
    return anova_intraclass(size, means, float(((values - means[codes]) ** 2).sum()))


def anova_intraclass(size: FloatArray, means: FloatArray, within_squares: float) -> float:
    """Intraclass correlation from a one-way analysis of variance, at least 0.

    Parameters
    ----------
    size, means : ndarray, shape (k,)
        Members and mean of each group.
    within_squares : float
        Sum of squared distances from the groups' means.

    References
    ----------
    .. [1] Donner & Koval (1980), Biometrics 36:19 (groups of unequal size).
    """
    groups, total = len(size), float(size.sum())
    if groups < 2 or total <= groups:
        return 0.0
    middle = float((size * means).sum()) / total
    within = within_squares / (total - groups)
    between = float((size * (means - middle) ** 2).sum()) / (groups - 1)
    typical = (total - float((size**2).sum()) / total) / (groups - 1)
    bottom = between + (typical - 1) * within
    return max((between - within) / bottom, 0.0) if bottom > 0 else 0.0
