"""The success contract: where each measure stands, and the chance of its target from its months."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.analysis.change_ledger import day_of
from mls_metrics.analysis.periods import stretch_of_months
from mls_metrics.model.change import (
    LOST,
    MISSED,
    OPEN,
    REACHED,
    UNKNOWN,
    OtherSeries,
    SeriesPoint,
    SuccessMeasure,
)
from mls_metrics.model.policy import Policy
from mls_metrics.stats.linear_trend import linear_trend

FEWEST, LONGEST = 6, 24
DAYS_A_MONTH = 30.4375


def success_contract(
    agreed: pd.DataFrame,
    months: pd.DataFrame,
    *,
    as_of: date,
    policy: Policy,
    others: Mapping[str, OtherSeries] | None = None,
) -> tuple[SuccessMeasure, ...]:
    """Every measure of the fact ``success_agreed`` with its state and its chance.

    Parameters
    ----------
    months : DataFrame
        The fact ``success_months``.
    others : mapping of metric or dimension to OtherSeries, optional
        Measures that are no KPI.
    """
    found = []
    for row in agreed.to_dict("records"):
        frame = agreed_measure(row)
        points = kpi_points(months, row["kpi"]) if row["kpi"] else ()
        other = (others or {}).get(row["metric"] or row["dimension"])
        if not row["kpi"] and other is not None:
            points, frame = other.points, replace(frame, unit=other.unit)
        found.append(judged(frame, points, as_of=as_of, policy=policy))
    return tuple(found)


def agreed_measure(row: Mapping[Any, Any]) -> SuccessMeasure:
    """What was agreed, before anything is held against it."""
    return SuccessMeasure(
        measure=str(row["measure"]),
        dimension=str(row["dimension"]),
        source=str(row["kpi"] or row["metric"] or row["dimension"]),
        unit=str(row["unit_of_measure"]),
        baseline=number(row["baseline"]),
        target=number(row["target"]),
        due_on=day_of(row["due_on"]),
        owner=str(row["owner"]),
        is_higher_better=bool(row["is_higher_better"]),
        state=UNKNOWN,
    )


def kpi_points(months: pd.DataFrame, kpi: str) -> tuple[SeriesPoint, ...]:
    """The months of a KPI, each at its last day, in their order."""
    mine = months[months["kpi"] == kpi].sort_values("month")
    return tuple(
        SeriesPoint(on=stretch_of_months(int(month), 1, "").until, value=float(value))
        for month, value in zip(mine["month"], mine["value"], strict=True)
    )


def judged(
    frame: SuccessMeasure, points: Sequence[SeriesPoint], *, as_of: date, policy: Policy
) -> SuccessMeasure:
    """The measure with what its values say."""
    if not points:
        return replace(frame, reason="no_values")
    latest = points[-1]
    frame = replace(frame, current=latest.value, current_on=latest.on, months=len(points))
    if frame.target is None:
        return replace(frame, reason="no_target")
    reached = [point for point in points if is_there(frame, point.value)]
    first = first_of_last_run(frame, points)
    if first is not None:
        return replace(frame, state=REACHED, reached_on=first)
    frame = replace(frame, state=LOST if reached else OPEN)
    if reached:
        frame = replace(frame, reached_on=reached[-1].on)
    if frame.due_on is None:
        return replace(frame, reason="no_date")
    if frame.due_on <= min(as_of, latest.on):
        return replace(frame, state=MISSED)
    return with_chance(frame, points[-LONGEST:], policy)


def first_of_last_run(frame: SuccessMeasure, points: Sequence[SeriesPoint]) -> date | None:
    """Since when the values have been at the target without a break; None where they are not."""
    since = None
    for point in reversed(points):
        if not is_there(frame, point.value):
            break
        since = point.on
    return since


def with_chance(
    frame: SuccessMeasure, points: Sequence[SeriesPoint], policy: Policy
) -> SuccessMeasure:
    """The chance that the value of the last day is at the target, from trend and noise."""
    if len(points) < FEWEST:
        return replace(frame, reason="few_months")
    assert frame.due_on is not None, "asked for measures with a day only"
    assert frame.target is not None, "asked for measures with a target only"
    origin = points[0].on
    time = np.array([(point.on - origin).days / DAYS_A_MONTH for point in points])
    trend = linear_trend(time, np.array([point.value for point in points]))
    when = (frame.due_on - origin).days / DAYS_A_MONTH
    above = trend.chance_above(frame.target, when)
    low, high = trend.interval_at(when, level=policy.level)
    return replace(
        frame,
        chance=above if frame.is_higher_better else 1 - above,
        forecast=(trend.value_at(when), low, high),
        months=len(points),
    )


def is_there(frame: SuccessMeasure, value: float) -> bool:
    """True for a value at the target or on its better side."""
    assert frame.target is not None, "asked for measures with a target only"
    return value >= frame.target if frame.is_higher_better else value <= frame.target


def number(value: Any) -> float | None:
    """A cell as a number."""
    return None if value is None or pd.isna(value) else float(value)
