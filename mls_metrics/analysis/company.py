"""Numbers for the whole company: sufficient statistics to an estimate or a refusal."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from mls_metrics.analysis.metrics import (
    ESTIMATORS,
    estimate_one,
    hidden_as_few,
    statistics_of,
)
from mls_metrics.model.definition import CompanyMetric
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.policy import Policy
from mls_metrics.stats.intervals import count_ratio_interval, rate_interval


def estimate_company_metric(
    metric: CompanyMetric, rows: pd.DataFrame, *, absent: Sequence[str], policy: Policy
) -> Measure:
    """The number of the whole company, or why there is none.

    Parameters
    ----------
    metric : CompanyMetric
    rows : DataFrame
        As the metric's SQL gives them: by statistic ``k, n`` (share), ``mean, sd, n`` (mean),
        ``days, is_event, n`` (median_days, survival_share), ``k, exposure, exits, untyped, n``
        (rate), ``k, k_squares, base, base_squares, fewest, n`` (count_ratio) or ``value, n``
        (counted; optionally ``unit``).
    absent : sequence of str
        Of the metric's input columns, those that hold nothing at all.
    """
    n = int(rows["n"].sum())
    if n == 0:
        return NotEstimable(
            reason=f"{metric.title} is not known: there are no rows to count.",
            needed=needed_for(metric, absent),
            n=0,
            missing=tuple(absent),
        )
    numbers = statistics_of(rows.drop(columns="unit", errors="ignore"))
    own = OWN.get(metric.statistic)
    if own is None:
        return estimate_one(metric, numbers, policy=policy)
    fewest = int(rows["fewest"].iloc[0]) if "fewest" in rows else n
    if metric.counts_people and 0 < fewest < policy.minimum_group:
        return hidden_as_few(policy)
    if n < metric.min_n:
        return estimate_one(metric, numbers, policy=policy)
    return own(metric, rows.iloc[0], n, policy)


def needed_for(metric: CompanyMetric, absent: Sequence[str]) -> str:
    """What would give the number: the columns that hold nothing, or the KPIs it is made of."""
    if metric.named_kpis:
        names = ", ".join(metric.named_kpis)
        return f"These KPIs of the whole company (unit_type company), over one year: {names}."
    return "These columns: " + ", ".join(absent or metric.inputs) + "."


def estimate_rate(metric: CompanyMetric, row: pd.Series, n: int, policy: Policy) -> Measure:
    """Events per person-year with an exact Poisson interval; untyped exits refuse it."""
    if row["untyped"] > policy.untyped_exit_limit * row["exits"]:
        return NotEstimable(
            reason=f"{metric.title}: {int(row['untyped'])} of {int(row['exits'])} exits have no "
            "type, so voluntary leaving is not known.",
            needed="The type of these exits: employees.termination_type.",
            n=n,
        )
    if row["exposure"] <= 0:
        return NotEstimable(
            reason=f"{metric.title}: nobody was employed for a day of the window.",
            needed="A roster that covers it: employees.hire_date.",
            n=n,
        )
    low, high = rate_interval(float(row["k"]), float(row["exposure"]), level=policy.level)
    return Estimate(
        value=float(row["k"]) / float(row["exposure"]),
        low=low,
        high=high,
        n=n,
        unit=metric.unit,
        method="poisson_rate",
        level=policy.level,
    )


def estimate_count_ratio(metric: CompanyMetric, row: pd.Series, n: int, policy: Policy) -> Measure:
    """One total over another, each of people who may count for several."""
    top, base = float(row["k"]), float(row["base"])
    if top <= 0 or base <= 0:
        return NotEstimable(
            reason=f"{metric.title}: one of the two sides is zero, so there is no ratio.",
            needed="More assessments: " + ", ".join(metric.inputs) + ".",
            n=n,
        )
    low, high = count_ratio_interval(
        top, float(row["k_squares"]), base, float(row["base_squares"]), level=policy.level
    )
    return Estimate(
        value=top / base,
        low=low,
        high=high,
        n=n,
        unit=metric.unit,
        method="count_ratio",
        level=policy.level,
    )


def estimate_counted(metric: CompanyMetric, row: pd.Series, n: int, policy: Policy) -> Measure:
    """What was counted in full: nothing is inferred, so the range is the value itself."""
    value = float(row["value"])
    return Estimate(
        value=value,
        low=value,
        high=value,
        n=n,
        unit=str(row["unit"]) if "unit" in row and isinstance(row["unit"], str) else metric.unit,
        method="counted",
        level=policy.level,
    )


OWN: Mapping[str, Callable[[CompanyMetric, pd.Series, int, Policy], Measure]] = {
    "rate": estimate_rate,
    "count_ratio": estimate_count_ratio,
    "counted": estimate_counted,
}
assert not set(OWN) & set(ESTIMATORS), "a statistic is estimated in one place"
