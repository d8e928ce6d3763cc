"""Future fit from the rows of its facts: shares with their range, medians, cost of the next."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.model.estimate import Estimate, FloatArray, Measure, NotEstimable
from mls_metrics.model.future import NextLearners, Outdated, Waiting
from mls_metrics.stats.intervals import rate_interval, wilson
from mls_metrics.stats.survival import kaplan_meier

WEIGHTS = ("spend", "starters", "programs")
# As the metric refresh cycle time: fewer dated entries give no median.
LEAST = 3


def outdated_programs(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``content_fit`` with what is out of date by the horizon, all causes together.

    A rule puts all of a program out of date; without one, age and demand act one after the other,
    and where the age is not known, nothing is. Columns added: ``value``, ``low``, ``high``.
    """
    found = rows.copy()
    ruled = rows["rule_on"].notna()
    lost = rows["from_demand"].astype("float64").fillna(0.0)
    for name, column in (
        ("value", "from_age"),
        ("low", "from_age_low"),
        ("high", "from_age_high"),
    ):
        aged = 1 - (1 - rows[column].astype("float64")) * (1 - lost)
        found[name] = aged.where(~ruled, 1.0)
    return found


def outdated_share(rows: pd.DataFrame, by: str) -> Outdated:
    """How much of the portfolio is out of date by the horizon.

    Parameters
    ----------
    rows : DataFrame
        Of the fact ``content_fit``.
    by : str
        The weight of a program: ``spend``, ``starters``, or ``programs`` (all alike).
    """
    found = outdated_programs(rows)
    weight = pd.Series(1.0, index=rows.index) if by == "programs" else rows[by].astype("float64")
    weight = weight.fillna(0.0)
    known = found["value"].notna()
    total, counted = float(weight.sum()), float(weight[known].sum())
    if counted <= 0:
        return Outdated(
            by=by,
            measure=NotEstimable(
                reason="No program has both a date of review and a half-life.",
                needed="A date of review and the half-life of the skill, for one program or more.",
                n=0,
            ),
            causes={},
            unknown=1.0,
        )

    def share(column: pd.Series) -> float:
        return float((weight[known] * column[known].fillna(0.0)).sum() / counted)

    value, low, high = (share(found[name]) for name in ("value", "low", "high"))
    causes = {
        "age": share(rows["from_age"].astype("float64")),
        "rule": share(rows["rule_on"].notna().astype("float64")),
        "demand": share(rows["from_demand"].astype("float64")),
    }
    measure = Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=int((known & (weight > 0)).sum()),
        unit="share",
        method="half_life",
    )
    return Outdated(by=by, measure=measure, causes=causes, unknown=1 - counted / total)


def median_wait(
    days: FloatArray, happened: FloatArray, n: FloatArray, *, level: float = 0.95
) -> Measure:
    """Median days to an event, what still waits kept in the count.

    Parameters
    ----------
    days, happened, n : ndarray, shape (k,)
        Days until the event or until the end of watching, whether it happened, how many.
    """
    counted = int(n.sum())
    if counted < LEAST:
        return NotEstimable(
            reason=f"Only {counted} with dates, fewer than the {LEAST} that a median needs.",
            needed="More entries with both dates.",
            n=counted,
        )
    curve = kaplan_meier(days, happened.astype(bool), n, level=level)
    median = curve.first_below(0.5)
    if median is None:
        return NotEstimable(
            reason="Fewer than half have got there yet, so no median exists.",
            needed="A longer follow-up.",
            n=counted,
        )
    low, high = curve.first_below(0.5, "low"), curve.first_below(0.5, "high")
    return Estimate(
        value=median,
        low=median if low is None else min(low, median),
        high=max(float(days.max()) if high is None else high, median),
        n=counted,
        unit="days",
        method="kaplan_meier",
        level=level,
    )


def waiting_of(name: str, rows: pd.DataFrame, amount: str, *, level: float) -> Waiting:
    """One group of rows with ``state``, ``days`` and a count."""
    dated = rows[rows["state"] != "date missing"]
    sums = rows.groupby("state")[amount].sum()
    measure = median_wait(
        dated["days"].to_numpy(dtype=np.float64),
        np.asarray(dated["state"] == "done", dtype=np.float64),
        dated[amount].to_numpy(dtype=np.float64),
        level=level,
    )
    return Waiting(
        name=name,
        measure=measure,
        done=int(sums.get("done", 0)),
        open=int(sums.get("open", 0)),
        missing=int(sums.get("date missing", 0)),
    )


def lead_times(rows: pd.DataFrame, *, level: float = 0.95) -> tuple[Waiting, ...]:
    """Each step from a need to its first learner, in order; rows of the fact ``lead_times``."""
    groups = rows.groupby(["place", "step"], sort=True)
    return tuple(waiting_of(str(step), group, "needs", level=level) for (_, step), group in groups)


def change_times(rows: pd.DataFrame, *, level: float = 0.95) -> tuple[Waiting, ...]:
    """Days from finding to change: all together, then by kind; rows of ``change_times``."""
    if rows.empty:
        return ()
    together = waiting_of("all", rows, "improvements", level=level)
    kinds = [
        waiting_of(str(kind), group, "improvements", level=level)
        for kind, group in rows.groupby("kind", sort=True)
    ]
    return (together, *kinds)


def share_of(k: float, n: float, *, level: float = 0.95) -> Measure:
    """K of n with its interval; nothing to count is a refusal."""
    if n <= 0:
        return NotEstimable(reason="Nothing to count yet.", needed="An entry or more.", n=0)
    low, high = wilson(k, n, level=level)
    value = k / n
    return Estimate(
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=int(n),
        unit="share",
        method="wilson",
        level=level,
    )


def next_learners(
    rows: pd.DataFrame, *, currency: str, level: float = 0.95
) -> tuple[NextLearners, ...]:
    """What the next learners of each program cost; rows of the fact ``cost_split``.

    The doubt is that of the slope over months (Student); rates as posted are taken as they stand.
    """
    return tuple(next_of(row, currency=currency, level=level) for row in rows.to_dict("records"))


def next_of(row: Mapping[Hashable, Any], *, currency: str, level: float) -> NextLearners:
    """One program."""
    from scipy.special import stdtrit

    slope, posted, how = float(row["slope"]), float(row["posted_rate"]), str(row["how"])
    half = 0.0
    if not pd.isna(row["slope_error"]):
        freedom = int(row["months"]) - (1 if how == "all variable" else 2)
        half = float(stdtrit(freedom, 0.5 + level / 2)) * float(row["slope_error"])
    each = Estimate(
        value=slope + posted,
        low=max(slope - half, 0.0) + posted,
        high=slope + half + posted,
        n=int(row["months"]),
        unit=currency,
        method="least_squares",
        level=level,
    )
    return NextLearners(
        program=str(row["program_name"]),
        each=each,
        fixed=12 * float(row["fixed_month"]),
        pace=int(row["starters_year"]),
        how=how,
    )


def refresh_pace(quarters: pd.DataFrame, due: int, *, level: float = 0.95) -> Measure:
    """Quarters that the refresh queue takes at the pace of releases so far.

    Parameters
    ----------
    quarters : DataFrame
        Of the fact ``changes_by_quarter``.
    due : int
        Programs in the queue.
    """
    watched, released = len(quarters), float(quarters["refreshes"].sum())
    if not released:
        return NotEstimable(
            reason="No refresh was released.", needed="A released refresh.", n=watched
        )
    low, high = rate_interval(released, watched, level=level)
    return Estimate(
        value=due * watched / released,
        low=due / high,
        high=due / low,
        n=watched,
        unit="quarters",
        method="poisson_rate",
        level=level,
    )
