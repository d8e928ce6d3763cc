"""Findings of the page Strategy about its basis: vision, foundations, checklist, advantages."""

from collections.abc import Sequence

import pandas as pd

from mls_metrics.catalog.facts_of_pages import facts
from mls_metrics.model.estimate import Measure
from mls_metrics.model.fact import FactTable, rows_of
from mls_metrics.model.strategy import FIELDS, Foundation, Promise, Site, Tracker, VisionField
from mls_metrics.narrative.numbers import (
    UNKNOWN,
    amount,
    between,
    count,
    day,
    money,
    plural,
    with_range,
)
from mls_metrics.narrative.strategy import names_of, percent
from mls_metrics.narrative.wording import TEMPLATES, say

SAME = 0.02
VISION = "vision_now"


def vision_line(rows: pd.DataFrame) -> str:
    """The vision in one line, for the head of a page and of every export.

    Parameters
    ----------
    rows : DataFrame
        Rows of the fact ``vision_now``.
    """
    by_question = {row["question"]: row for row in rows.to_dict("records")}
    for question in (*FIELDS, *by_question):
        row = by_question.get(question)
        if row is not None:
            changed = row["changed_on"]
            return say(
                "vision_line",
                version=int(row["version"]),
                author=row["author"] or "author not known",
                day=day(None if pd.isna(changed) else pd.Timestamp(changed).date()),
                text=" ".join(str(row["text"]).split()),
            )
    return TEMPLATES["vision_none"]


def vision_of(organization: Sequence[FactTable]) -> str:
    """The vision in one line, from the facts that an assessment holds."""
    rows = list(rows_of(organization, VISION))
    return vision_line(pd.DataFrame(rows, columns=list(facts()[VISION].columns)))


def canvas_sentence(fields: Sequence[VisionField]) -> str:
    """How complete the canvas is."""
    share = sum(item.credit for item in fields) / len(fields)
    return say(
        "strategy_canvas",
        share=percent(share),
        backed=sum(item.credit == 1 for item in fields),
        all=len(fields),
    )


def evidence_sentence(item: VisionField) -> str:
    """What the data say of one question."""
    if not item.n:
        return TEMPLATES["strategy_field_bare"]
    return say(
        "strategy_field_evidence",
        k=count(item.k),
        n=count(item.n),
        what=item.what,
        day=day(item.last_checked),
    )


def stands_sentence(item: VisionField) -> str:
    """Which version it is, whose and of when."""
    return say(
        "strategy_field_stands",
        version=item.version,
        author=item.author or "author not known",
        day=day(item.changed_on),
    )


def foundations_sentence(found: Sequence[Foundation]) -> str:
    """The weakest, and what is not known."""
    known = [item for item in found if item.points is not None]
    if not known:
        return TEMPLATES["strategy_foundation_none"]
    weakest = min(known, key=lambda item: item.points or 0.0)
    missing = [item.name for item in found if item.points is None]
    unknown = say("strategy_foundation_unknown", names=names_of(missing)) if missing else ""
    return say(
        "strategy_foundation_weak",
        name=weakest.name,
        points=f"{weakest.points:.0f}",
        unknown=unknown,
    ).strip()


def rating_sentences(found: Sequence[Foundation]) -> list[str]:
    """Where people rate themselves otherwise than the data say."""
    return [
        say(
            "strategy_rated_above" if item.gap > 0 else "strategy_rated_below",
            name=item.name.capitalize(),
            rating=f"{item.rating:.0f}",
            points=f"{item.points:.0f}",
        )
        for item in found
        if item.gap is not None and round(item.gap) != 0
    ]


def checklist_sentence(steps: pd.DataFrame) -> str:
    """How many objectives are done, and the next step of the first that is not."""
    objectives = plural(len(steps), "objective")
    todo = steps[steps["next_step"] != ""]
    if todo.empty:
        return say("strategy_checklist_done", objectives=objectives)
    first = todo.iloc[0]
    return say(
        "strategy_checklist",
        done=len(steps) - len(todo),
        objectives=objectives,
        next=first["next_step"],
        objective=first["objective"],
    )


def promise_amount(value: float | None, unit: str, currency: str) -> str:
    """A number of a promise in its unit."""
    if value is None:
        return UNKNOWN
    return money(value, currency) if unit == "money" else amount(value, unit).lstrip("+")


def promise_trend(item: Promise) -> str:
    """Better, worse or the same as a year before."""
    if item.now is None or item.before is None:
        return UNKNOWN
    change = item.now - item.before
    if abs(change) <= SAME * max(abs(item.now), abs(item.before)):
        return "the same"
    return "better" if (change > 0) == item.higher_is_better else "worse"


def promises_table(found: Sequence[Promise], currency: str) -> pd.DataFrame:
    """Eight rows, each with its measure, trend and where it is counted."""
    return pd.DataFrame(
        [
            {
                "Said to give": item.name,
                "Measured by": item.what,
                "Now": promise_amount(item.now, item.unit, currency),
                "A year before": promise_amount(item.before, item.unit, currency),
                "Trend": promise_trend(item),
                "n": item.n,
                "Counted in": item.source,
            }
            for item in found
        ]
    )


def promises_sentence(found: Sequence[Promise]) -> str:
    """How many can be checked, and how many got better."""
    return say(
        "strategy_pays",
        known=sum(item.now is not None for item in found),
        all=len(found),
        better=sum(promise_trend(item) == "better" for item in found),
    )


def tracker_sentence(tracker: Tracker, slope: float | None) -> str:
    """Where an advantage stands and moves, or how many half-years are missing."""
    if tracker.missing or slope is None:
        missing = plural(tracker.missing, "half-year")
        return say("strategy_tracker_missing", name=tracker.name, missing=missing)
    last = tracker.periods[-1]
    slots = {
        "name": tracker.name,
        "now": period_value(tracker),
        "period": last.name,
        "periods": plural(len(tracker.periods), "half-year"),
    }
    size = max(abs(period.value) for period in tracker.periods)
    if abs(slope) <= SAME * size:
        return say("strategy_tracker_flat", **slots)
    unit = "pp" if tracker.unit in {"share", "pp"} else tracker.unit
    times = 100 if tracker.unit == "share" else 1
    better = "better" if (slope > 0) == tracker.higher_is_better else "worse"
    change = amount(times * slope, unit, as_difference=True)
    return say("strategy_tracker", trend=f"{change} ({better})", **slots)


def period_value(tracker: Tracker) -> str:
    """The last half-year's value with its range and n."""
    last = tracker.periods[-1]
    value = amount(last.value, tracker.unit).lstrip("+")
    if last.low == last.high:
        return f"{value} (all counted; n {last.n:,})"
    low_high = between(last.low, last.high, tracker.unit).replace("+", "")
    return f"{value} ({low_high}; n {last.n:,})"


def sites_sentence(found: Sequence[Site], kind: str) -> str:
    """Which sites lie beyond chance."""
    if not found:
        return say("strategy_sites_few", kind=kind)
    outside = [item.name for item in found if item.is_outside]
    sites = plural(len(found), kind)
    if not outside:
        return say("strategy_sites_none", sites=sites)
    return say("strategy_sites", outside=len(outside), sites=sites, names=names_of(outside))


def urgent_sentence(measure: Measure) -> str:
    """Share of urgent needs met by their date."""
    return say("strategy_urgent", share=with_range(measure))
