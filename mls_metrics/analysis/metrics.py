"""Sufficient statistics to estimates: one small function per kind of statistic."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from mls_metrics.analysis.disclosure import safe_to_add
from mls_metrics.analysis.silence import silence_of, without_bounds
from mls_metrics.model.definition import Indicator
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import mean_interval, net_share_interval, wilson
from mls_metrics.stats.survival import SurvivalCurve, kaplan_meier


def estimate_metric(metric: Indicator, rows: pd.DataFrame, *, policy: Policy) -> dict[str, Measure]:
    """One estimate, or one refusal, per program.

    Parameters
    ----------
    metric : Indicator
    rows : DataFrame
        As the metric's SQL gives them: ``program_id`` and, by statistic, ``k, n`` (share),
        ``mean, sd, n`` (mean), ``k_plus, k_minus, n`` (net_share), or one row per day with
        ``days, is_event, n`` (median_days, survival_share). Optionally ``naive``, and of surveys
        ``asked, silent``.
    """
    return {
        str(program): estimate_one(metric, group, policy=policy)
        for program, group in rows.groupby("program_id", sort=True)
    }


def estimate_one(metric: Indicator, rows: pd.DataFrame, *, policy: Policy) -> Measure:
    """The estimate of one group of people; too few of them give a refusal."""
    n = int(rows["n"].sum())
    if metric.counts_people and 0 < n < policy.minimum_group:
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


def pool(metric: Indicator, rows: pd.DataFrame, *, policy: Policy) -> Measure:
    """The estimate over several programs together, from their pooled statistics.

    A program too small to be shown is left out where the total would give it away. Where it is
    not known of every program who stayed silent, no bounds are given.
    """
    if metric.counts_people:
        rows = without_revealing(rows, policy.minimum_group)
    if rows.empty:
        return NotEstimable(
            reason=f"{metric.title} is not known: there are no rows to count.",
            needed="These columns: " + ", ".join(metric.inputs) + ".",
            n=0,
        )
    if metric.statistic == "mean":
        rows = pooled_mean(rows)
    elif metric.statistic in {"median_days", "survival_share"}:
        rows = rows.drop(columns=[name for name in ("naive",) if name in rows])
    else:
        is_known = "silent" not in rows or bool(rows["silent"].notna().all())
        rows = rows.drop(columns=["program_id"]).sum(numeric_only=True).to_frame().T
        measure = estimate_one(metric, rows, policy=policy)
        return measure if is_known else without_bounds(measure)
    return estimate_one(metric, rows, policy=policy)


def without_revealing(rows: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """The rows of those programs that may enter a total."""
    counts = rows.groupby("program_id", sort=True)["n"].sum()
    safe = safe_to_add(counts.to_numpy(dtype=np.float64), minimum)
    return rows[rows["program_id"].isin(counts.index[safe])]


def pooled_mean(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean, standard deviation and n of several groups taken together, as one row."""
    n = rows["n"].sum()
    mean = (rows["mean"] * rows["n"]).sum() / n if n else 0.0
    within = ((rows["n"] - 1).clip(lower=0) * rows["sd"].fillna(0.0) ** 2).sum()
    between = (rows["n"] * (rows["mean"] - mean) ** 2).sum()
    sd = ((within + between) / (n - 1)) ** 0.5 if n > 1 else 0.0
    return pd.DataFrame({"mean": [mean], "sd": [sd], "n": [n]})


def naive_of(rows: pd.DataFrame) -> float | None:
    """The contrast that a plain dashboard would show, where the metric's SQL gives it."""
    if "naive" not in rows or rows["naive"].isna().all():
        return None
    return float(rows["naive"].dropna().iloc[0])


def estimate_share(metric: Indicator, rows: pd.DataFrame, n: int, policy: Policy) -> Measure:
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


def estimate_mean(metric: Indicator, rows: pd.DataFrame, n: int, policy: Policy) -> Measure:
    """A mean with Student's interval."""
    entry = rows.iloc[0]
    sd = 0.0 if pd.isna(entry["sd"]) else float(entry["sd"])
    value = float(entry["mean"])
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


def estimate_net_share(metric: Indicator, rows: pd.DataFrame, n: int, policy: Policy) -> Measure:
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


def curve_of(rows: pd.DataFrame, level: float) -> SurvivalCurve:
    """The Kaplan-Meier curve of rows per day."""
    return kaplan_meier(
        rows["days"].to_numpy(dtype=float),
        rows["is_event"].to_numpy(dtype=bool),
        rows["n"].to_numpy(dtype=float),
        level=level,
    )


def estimate_median_days(metric: Indicator, rows: pd.DataFrame, n: int, policy: Policy) -> Measure:
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


def estimate_survival_share(
    metric: Indicator, rows: pd.DataFrame, n: int, policy: Policy
) -> Measure:
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


ESTIMATORS: Mapping[str, Callable[[Indicator, pd.DataFrame, int, Policy], Measure]] = {
    "share": estimate_share,
    "mean": estimate_mean,
    "net_share": estimate_net_share,
    "median_days": estimate_median_days,
    "survival_share": estimate_survival_share,
}
