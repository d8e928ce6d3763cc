"""Days from a launch to the first month in which its KPI moved and stayed moved."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mls_metrics.analysis.periods import stretch_of_months
from mls_metrics.model.change import OPEN, REACHED, UNKNOWN, TimeToValue
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.stats.linear_trend import linear_trend

BEFORE, FEWEST, IN_A_ROW = 12, 6, 3


def times_to_value(rows: pd.DataFrame, *, policy: Policy) -> tuple[TimeToValue, ...]:
    """One entry per program and KPI of the fact ``launch_kpis``."""
    groups = rows.groupby(["program_id", "kpi"], sort=True)
    return tuple(time_to_value(part, policy=policy) for _, part in groups)


def time_to_value(rows: pd.DataFrame, *, policy: Policy) -> TimeToValue:
    """The first of three months in a row beyond what the year before the launch makes likely.

    Parameters
    ----------
    rows : DataFrame
        ``month`` (year x 12 + month - 1), ``value``, and on every row the same program, KPI,
        launch and direction.

    Notes
    -----
    The limit is the prediction bound of one more month around the mean of the last twelve months
    before the launch month. A KPI that was already moving the wanted way has no date.
    """
    first = rows.iloc[0]
    launched = pd.Timestamp(first["launched_on"]).date()
    start = launched.year * 12 + launched.month - 1
    ordered = rows.sort_values("month")
    months = ordered["month"].to_numpy(dtype=np.int64)
    values = ordered["value"].to_numpy(dtype=np.float64)
    before = (months < start) & (months >= start - BEFORE)
    unit = first["unit_of_measure"]
    frame = TimeToValue(
        program_name=str(first["program_name"]),
        kpi=str(first["kpi"]),
        launched_on=launched,
        state=UNKNOWN,
        is_higher_better=bool(first["is_higher_better"]),
        unit="" if pd.isna(unit) else str(unit),
        months_before=int(before.sum()),
        months_after=int((months >= start).sum()),
    )
    sign = 1.0 if frame.is_higher_better else -1.0
    if frame.months_before < FEWEST:
        return replace(frame, reason="few_before")
    limit, was_moving = limit_of(months[before], sign * values[before], policy)
    if was_moving:
        return replace(frame, reason="already_moving")
    run = first_run(months[months >= start], sign * values[months >= start] > limit)
    if run is None:
        reason = "few_after" if frame.months_after < IN_A_ROW else ""
        return replace(frame, state=UNKNOWN if reason else OPEN, limit=sign * limit, reason=reason)
    moved = stretch_of_months(run, 1, "").until
    return replace(
        frame,
        state=REACHED,
        limit=sign * limit,
        moved_on=moved,
        days=(moved - launched).days,
    )


def limit_of(months: NDArray[np.int64], values: FloatArray, policy: Policy) -> tuple[float, bool]:
    """What a month must pass, and whether the months before were moving up already."""
    from scipy.special import stdtrit

    n = len(values)
    half = float(stdtrit(n - 1, 0.5 + policy.level / 2)) * float(values.std(ddof=1))
    slope_low, _ = linear_trend(months.astype(float), values).slope_interval(level=policy.level)
    return float(values.mean()) + half * float(np.sqrt(1 + 1 / n)), slope_low > 0


def first_run(months: NDArray[np.int64], beyond: NDArray[np.bool_]) -> int | None:
    """The first month of three in a row that lie beyond; None where there is none."""
    good = {int(month) for month, is_beyond in zip(months, beyond, strict=True) if is_beyond}
    for month in sorted(good):
        if all(month + step in good for step in range(IN_A_ROW)):
            return month
    return None
