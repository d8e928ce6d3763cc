"""Sufficient statistics to estimates: one small function per kind of statistic."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from mls_metrics.analysis.silence import silence_of
from mls_metrics.model.definition import Indicator
from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import mean_interval, net_share_interval, wilson
from mls_metrics.stats.survival import SurvivalCurve, kaplan_meier

Statistics = Mapping[str, FloatArray]


def estimate_metric(metric: Indicator, rows: pd.DataFrame, *, policy: Policy) -> dict[str, Measure]:
    """One estimate, or one refusal, per program.

    Parameters
    ----------
    metric : Indicator
    rows : DataFrame
        As the metric's SQL gives them: ``program_id`` and, by statistic, ``k, n`` (share),
        ``mean, sd, n`` (mean), ``k_plus, k_minus, n`` (net_share), ``x, y, xx, xy, yy, n``
        (ratio: sums over n people, squares and products included), or one row per day with
        ``days, is_event, n`` (median_days, survival_share). Optionally ``naive``, of surveys
        ``asked, silent``, and ``people`` where n counts several things of each person.
    """
    return {
        str(program): estimate_one(metric, statistics_of(group), policy=policy)
        for program, group in rows.groupby("program_id", sort=True)
    }


def statistics_of(rows: pd.DataFrame) -> Statistics:
    """The columns of numbers as arrays, missing as nan."""
    return {
        str(name): rows[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in rows.columns
        if name != "program_id"
    }


def estimate_one(metric: Indicator, rows: Statistics, *, policy: Policy) -> Measure:
    """The estimate of one group of people; too few of them give a refusal."""
    n = int(rows["n"].sum())
    people = int(rows["people"].sum()) if "people" in rows else n
    if metric.counts_people and 0 < people < policy.minimum_group:
        return hidden_as_few(policy)
    if n < metric.min_n:
        return NotEstimable(
            reason=f"{metric.title}: only {n} to count, fewer than the {metric.min_n} it needs.",
            needed=f"At least {metric.min_n - n} more with {', '.join(metric.inputs)}.",
            n=n,
        )
    return ESTIMATORS[metric.statistic](metric, rows, n, policy)


def hidden_as_few(policy: Policy) -> NotEstimable:
    """The refusal for a number about too few people."""
    return NotEstimable(
        reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
        needed="More people.",
        n=None,
    )


def naive_of(rows: Statistics) -> float | None:
    """The contrast that a plain dashboard would show, where the metric's SQL gives it."""
    if "naive" not in rows:
        return None
    known = rows["naive"][~np.isnan(rows["naive"])]
    return float(known[0]) if known.size else None


def estimate_share(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """K of n with a Wilson interval, wider where few of those asked answered."""
    k = float(rows["k"].sum())
    silence = silence_of(rows, n, limit=policy.response_limit)
    low, high = wilson(k * silence.weight, n * silence.weight, level=policy.level)
    value = k / n
    with_all = (k + silence.silent) / (n + silence.silent)
    with_none = k / (n + silence.silent)
    worst, best = (with_none, with_all) if metric.higher_is_better else (with_all, with_none)
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=n,
        unit=metric.unit,
        method="wilson",
        level=policy.level,
        naive=naive_of(rows),
        **silence.fields(worst, best, n),
    )


def estimate_mean(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """A mean with Student's interval."""
    sd = float(np.nan_to_num(rows["sd"][0], nan=0.0))
    value = float(rows["mean"][0])
    low, high = mean_interval(value, sd, n, level=policy.level) if n > 1 else (value, value)
    low = max(low, min(metric.parameters.get("lowest", low), value))
    high = min(high, max(metric.parameters.get("highest", high), value))
    return Estimate(
        value=value,
        low=low,
        high=high,
        n=n,
        unit=metric.unit,
        method="mean",
        level=policy.level,
        naive=naive_of(rows),
    )


def estimate_ratio(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """Sum of x over sum of y with the interval of a ratio of totals, people as the units.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, 3rd ed., section 2.11: the variance of a ratio from
       the residuals x - r y; to first order what a bootstrap over people gives.
    """
    x, y, xx, xy, yy = (float(rows[name][0]) for name in ("x", "y", "xx", "xy", "yy"))
    if not y > 0:
        return NotEstimable(
            reason=f"{metric.title}: there is nothing to set it in proportion to.",
            needed=f"Rows with {', '.join(metric.inputs)} above zero.",
            n=n,
        )
    ratio, scale = x / y, metric.parameters.get("scale", 1.0)
    squares = max(xx - 2 * ratio * xy + ratio**2 * yy, 0.0)
    sd = (squares / (n - 1)) ** 0.5 * n / y if n > 1 else 0.0
    value = scale * ratio
    low, high = mean_interval(value, scale * sd, n, level=policy.level) if n > 1 else (value, value)
    return Estimate(
        value=value,
        low=max(low, min(metric.parameters.get("lowest", low), value)),
        high=min(high, max(metric.parameters.get("highest", high), value)),
        n=n,
        unit=metric.unit,
        method="ratio_of_totals",
        level=policy.level,
        naive=naive_of(rows),
    )


def estimate_net_share(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """A share minus another share of the same answers, in points; as `estimate_share`."""
    plus, minus = float(rows["k_plus"].sum()), float(rows["k_minus"].sum())
    silence = silence_of(rows, n, limit=policy.response_limit)
    part = silence.weight
    low, high = net_share_interval(plus * part, minus * part, n * part, level=policy.level)
    value = 100 * (plus - minus) / n
    every = n + silence.silent
    return Estimate(
        value=value,
        low=min(100 * low, value),
        high=max(100 * high, value),
        n=n,
        unit=metric.unit,
        method="net_share",
        level=policy.level,
        **silence.fields(
            100 * (plus - minus - silence.silent) / every,
            100 * (plus - minus + silence.silent) / every,
            n,
        ),
    )


def curve_of(rows: Statistics, level: float) -> SurvivalCurve:
    """The Kaplan-Meier curve of rows per day."""
    return kaplan_meier(rows["days"], rows["is_event"].astype(bool), rows["n"], level=level)


def estimate_median_days(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """Median days to an event, unfinished people kept in the count."""
    curve = curve_of(rows, policy.level)
    median = curve.first_below(0.5)
    low = curve.first_below(0.5, "low")
    high = curve.first_below(0.5, "high")
    if median is None:
        return NotEstimable(
            reason=f"{metric.title}: fewer than half have got there yet, so no median exists.",
            needed="A longer follow-up.",
            n=n,
        )
    longest = float(rows["days"].max())
    return Estimate(
        value=median,
        low=median if low is None else min(low, median),
        high=max(longest if high is None else high, median),
        n=n,
        unit=metric.unit,
        method="kaplan_meier",
        level=policy.level,
        naive=naive_of(rows),
    )


def estimate_survival_share(metric: Indicator, rows: Statistics, n: int, policy: Policy) -> Measure:
    """Share with (or, where `complement` is 0, without) the event by a day."""
    day = metric.parameters["day"]
    if float(rows["days"].max()) < day:
        return NotEstimable(
            reason=f"{metric.title}: nobody has been followed for {day:g} days yet.",
            needed="A longer follow-up.",
            n=n,
        )
    survival, low, high = curve_of(rows, policy.level).at(day)
    if metric.parameters.get("complement"):
        survival, low, high = 1 - survival, 1 - high, 1 - low
    return Estimate(
        value=survival,
        low=min(low, survival),
        high=max(high, survival),
        n=n,
        unit=metric.unit,
        method="kaplan_meier",
        level=policy.level,
        naive=naive_of(rows),
    )


ESTIMATORS: Mapping[str, Callable[[Indicator, Statistics, int, Policy], Measure]] = {
    "share": estimate_share,
    "mean": estimate_mean,
    "net_share": estimate_net_share,
    "ratio": estimate_ratio,
    "median_days": estimate_median_days,
    "survival_share": estimate_survival_share,
}
