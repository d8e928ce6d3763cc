"""The four long-term advantages over half-years: agility, consistency, alignment, future skills."""

import numpy as np
import pandas as pd

from mls_metrics.analysis.site_spread import spread_by_period
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.strategy import Period, Tracker
from mls_metrics.stats.intervals import wilson
from mls_metrics.stats.survival import kaplan_meier

HALF = 0.5
EDGE = 0.05


def trackers(
    needs: pd.DataFrame, results: pd.DataFrame, aligned: pd.DataFrame, future: pd.DataFrame
) -> tuple[Tracker, ...]:
    """All four, from the facts needs_answered, site_outcomes, alignment_by_period, future_ready."""
    return (
        Tracker(
            name="Agility",
            unit="days",
            higher_is_better=False,
            periods=agility(needs),
        ),
        Tracker(
            name="Consistency",
            unit="pp",
            higher_is_better=False,
            periods=spread_by_period(results, "region"),
        ),
        Tracker(
            name="Alignment",
            unit="share",
            higher_is_better=True,
            periods=counted(aligned, "spend_share", "starts"),
        ),
        Tracker(
            name="Future-ready skills",
            unit="share",
            higher_is_better=True,
            periods=readiness(future),
        ),
    )


def median_days(days: pd.Series, is_event: pd.Series) -> tuple[float, float, float] | None:
    """Median and range of days of which some still run; None where half are not there yet."""
    curve = kaplan_meier(days.to_numpy(float), is_event.to_numpy(bool))
    middle = curve.first_below(HALF)
    if middle is None:
        return None
    low, high = curve.first_below(HALF, "low"), curve.first_below(HALF, "high")
    last = float(days.max())
    return middle, min(low if low is not None else middle, middle), max(high or last, middle)


def agility(needs: pd.DataFrame) -> tuple[Period, ...]:
    """Median days from need to first learner of the needs raised in each half-year."""
    made = []
    for name, part in needs.groupby("half_year", sort=True):
        found = median_days(part["days"], part["is_event"])
        if found is not None:
            value, low, high = found
            made.append(Period(name=str(name), value=value, low=low, high=high, n=len(part)))
    return tuple(made)


def urgent_met(needs: pd.DataFrame) -> Measure:
    """Share of urgent needs, due by now, that had their first learner by the date."""
    known = needs["is_met"].dropna()
    if known.empty:
        return NotEstimable(
            reason="No urgent need with a date is due.",
            needed="needs: urgent, due_on",
            n=0,
        )
    k, n = int(known.astype(bool).sum()), len(known)
    low, high = wilson(k, n)
    return Estimate(value=k / n, low=low, high=high, n=n, unit="share", method="share")


def counted(rows: pd.DataFrame, column: str, n: str) -> tuple[Period, ...]:
    """A share of everything there is: no doubt of sampling.

    Half-years with less than a twentieth of the largest spend are the edge of the data.
    """
    spend = rows["spend"].astype("float64")
    known = rows[rows[column].notna() & (spend >= EDGE * spend.max())]
    return tuple(
        Period(
            name=str(row["half_year"]),
            value=float(row[column]),
            low=float(row[column]),
            high=float(row[column]),
            n=0 if pd.isna(row[n]) else int(row[n]),
        )
        for row in known.to_dict("records")
    )


def readiness(future: pd.DataFrame) -> tuple[Period, ...]:
    """Share at the level; a person's several skills count as one observation."""
    made = []
    for row in future[future["assessed"].fillna(0) > 0].to_dict("records"):
        share, people = float(row["ready"]) / float(row["assessed"]), int(row["people"])
        low, high = wilson(share * people, people)
        made.append(Period(name=str(row["half_year"]), value=share, low=low, high=high, n=people))
    return tuple(made)


def slope_of(tracker: Tracker) -> float | None:
    """Change a year from the first to the last half-year, by a line through them."""
    if tracker.missing:
        return None
    values = [period.value for period in tracker.periods]
    return float(2 * np.polyfit(np.arange(len(values)), values, 1)[0])
