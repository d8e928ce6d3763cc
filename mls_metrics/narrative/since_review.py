"""How the scores of the service stand against the time of the last review."""

from collections.abc import Mapping
from datetime import date
from math import hypot
from typing import Any

import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.decision import Assessment
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.numbers import day
from mls_metrics.narrative.scorecard import OVERALL, periods_of, score_in
from mls_metrics.narrative.wording import say


def then_and_now(
    assessment: Assessment, held_on: date
) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The last period that was over at the review, and the last one there is; None without both."""
    periods = [*periods_of(assessment).values()]
    before = [entry for entry in periods if entry["until"] <= held_on]
    if not before or before[0] is periods[0]:
        return None
    return before[0], periods[0]


def since_review_table(assessment: Assessment, held_on: date) -> pd.DataFrame:
    """Each score then and now, and how far it moved, as a range.

    Notes
    -----
    The two periods are taken as independent: they count different events of partly the same
    people, so the range of the difference is, if anything, too wide.
    """
    pair = then_and_now(assessment, held_on)
    rows = []
    for name in (OVERALL, *DIMENSIONS) if pair else ():
        first, last = (score_in(entry, name) for entry in pair or ())
        if isinstance(first, Estimate) and isinstance(last, Estimate):
            low, high = moved(first, last)
            rows.append(
                {
                    "Score": "Overall" if name == OVERALL else dimensions()[name].title,
                    "Then": points(first),
                    "Now": points(last),
                    "Moved by (points)": f"{low:+.0f} to {high:+.0f}".replace("-", "\u2212"),
                    "Beyond doubt": "yes" if low > 0 or high < 0 else "no",
                }
            )
    return pd.DataFrame(rows)


def moved(first: Estimate, last: Estimate) -> tuple[float, float]:
    """The range of the difference, from the two ranges as they lie."""
    change = last.value - first.value
    return (
        change - hypot(last.value - last.low, first.high - first.value),
        change + hypot(last.high - last.value, first.value - first.low),
    )


def points(measure: Estimate) -> str:
    """A score with its range."""
    return f"{measure.value:.0f} ({measure.low:.0f} to {measure.high:.0f})"


def since_review_sentence(assessment: Assessment, held_on: date, table: pd.DataFrame) -> str:
    """Which scores moved beyond doubt since the last review."""
    pair = then_and_now(assessment, held_on)
    if pair is None or table.empty:
        return say("since_review_unknown", date=day(held_on))
    certain = [str(name) for name in table.loc[table["Beyond doubt"] == "yes", "Score"]]
    key = "since_review_moved" if certain else "since_review_still"
    then, now = pair
    return say(
        key,
        date=day(held_on),
        then=then["period"],
        now=now["period"],
        scores=", ".join(certain),
    )
