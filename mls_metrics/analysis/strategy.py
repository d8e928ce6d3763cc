"""Results of the page Strategy from the rows of its facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from mls_metrics.analysis.advantages import median_days
from mls_metrics.analysis.site_spread import spread_by_period
from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.strategy import (
    FIELDS,
    FOUNDATIONS,
    SERVES,
    Foundation,
    Pressure,
    Promise,
    SubMeasure,
    VisionField,
)
from mls_metrics.stats.intervals import wilson

LAST, BEFORE = "last 12 months", "year before"
Rows = Mapping[str, pd.DataFrame]


def not_there(reason: str, needed: str) -> NotEstimable:
    """A refusal for want of rows."""
    return NotEstimable(reason=reason, needed=needed, n=0)


def share_of(k: float, n: int) -> Estimate:
    """A share with its range."""
    low, high = wilson(k, n)
    return Estimate(value=k / n, low=low, high=high, n=n, unit="share", method="share")


def digital_gap(rows: pd.DataFrame, kind: str = "digital") -> Pressure:
    """Share of assessed pairs below the level; a person counts once in the range."""

    def at(years: int) -> Measure:
        part = rows[(rows["kind"] == kind) & (rows["years_back"] == years)]
        if part.empty:
            return not_there(f"No {kind} skill was assessed then.", "skill_assessments")
        people = int(part["people"].iloc[0])
        return share_of(float(part["below_share"].iloc[0]) * people, people)

    return Pressure(now=at(0), before=at(1))


def days_measure(rows: pd.DataFrame) -> Measure:
    """Median days, people still on the way kept in the count."""
    if rows.empty:
        return not_there("Nothing to count.", "dated rows")
    repeated = rows.loc[rows.index.repeat(rows["n"])] if "n" in rows else rows
    found = median_days(repeated["days"], repeated["is_event"])
    if found is None:
        return NotEstimable(
            reason="Fewer than half are there yet.", needed="more time", n=len(repeated)
        )
    value, low, high = found
    return Estimate(
        value=value, low=low, high=high, n=len(repeated), unit="days", method="kaplan_meier"
    )


def fill_days(rows: pd.DataFrame) -> Pressure:
    """Median days until a position is filled, open ones kept in the count."""
    return Pressure(
        now=days_measure(rows[rows["span"] == LAST]),
        before=days_measure(rows[rows["span"] == BEFORE]),
    )


def filled_within(rows: pd.DataFrame) -> Pressure:
    """Share of the filled positions that somebody from within took."""

    def of(span: str) -> Measure:
        known = rows[(rows["span"] == span) & rows["is_event"].astype(bool)]["internal"].dropna()
        if known.empty:
            return not_there("No filled position says by whom.", "vacancies: internal")
        return share_of(int(known.astype(bool).sum()), len(known))

    return Pressure(now=of(LAST), before=of(BEFORE))


def favorable(rows: pd.DataFrame) -> Pressure:
    """Share of favorable answers."""

    def of(span: str) -> Measure:
        part = rows[rows["span"] == span]
        if part.empty:
            return not_there("Too few answers.", "surveys")
        return share_of(int(part["favorable"].iloc[0]), int(part["answers"].iloc[0]))

    return Pressure(now=of(LAST), before=of(BEFORE))


def serving_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Shares of spend, hours and programs by what they serve; each measure sums to one."""
    measures = {"Spend": rows["spend"], "Hours": rows["hours"]}
    measures["Programs"] = pd.Series(1.0, index=rows.index)
    made = []
    for name, weights in measures.items():
        known = weights.astype("float64").fillna(0.0)
        total = float(known.sum())
        if total > 0:
            made += [
                {
                    "measure": name,
                    "serves": serves,
                    "share": float(known[rows["serves"] == serves].sum()) / total,
                }
                for serves in SERVES
            ]
    return pd.DataFrame(made, columns=["measure", "serves", "share"])


def foundations(rows: Rows, ratings: pd.DataFrame) -> tuple[Foundation, ...]:
    """The four with their parts; what people rate themselves stands beside and enters nothing.

    Parameters
    ----------
    rows : mapping
        Name of a foundation to the rows of its fact.
    """
    rated = dict(zip(ratings["foundation"], ratings["rating"], strict=True))
    made = []
    for name in FOUNDATIONS:
        known = rows[name].dropna(subset=["points"])
        measures = tuple(
            SubMeasure(
                name=str(row["measure"]),
                points=float(row["points"]),
                n=int(row["n"]),
                source=str(row["source"]),
            )
            for row in known.to_dict("records")
        )
        points = sum(item.points for item in measures) / len(measures) if measures else None
        rating = float(rated[name]) if name in rated else None
        made.append(Foundation(name=name, points=points, measures=measures, rating=rating))
    return tuple(made)


def vision(now: pd.DataFrame, evidence: pd.DataFrame) -> tuple[VisionField, ...]:
    """The nine questions in their order, answered or not."""
    texts = {row["question"]: row for row in now.to_dict("records")}
    facts = {row["question"]: row for row in evidence.to_dict("records")}
    return tuple(
        vision_field(question, texts.get(question, {}), facts.get(question, {}))
        for question in FIELDS
    )


def vision_field(question: str, text: Mapping[Any, Any], fact: Mapping[Any, Any]) -> VisionField:
    """One question; text alone counts half."""
    said = str(text.get("text") or "").strip()
    backed = bool(fact.get("is_backed", False))
    return VisionField(
        question=question,
        text=said,
        version=whole(text.get("version")) or 0,
        author=str(text.get("author") or ""),
        changed_on=day_of(text.get("changed_on")),
        what=str(fact.get("what") or ""),
        k=whole(fact.get("k")),
        n=whole(fact.get("n")),
        last_checked=day_of(fact.get("last_checked")),
        credit=(1.0 if backed else 0.5) if said else 0.0,
    )


def whole(value: Any) -> int | None:
    """A count, or None."""
    return None if value is None or pd.isna(value) else int(value)


def day_of(value: Any) -> date | None:
    """A day, or None."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def completeness(fields: tuple[VisionField, ...]) -> float:
    """Share of the canvas that is filled and backed by data, text alone counted half."""
    return sum(item.credit for item in fields) / len(fields)


def promises(rows: Rows) -> tuple[Promise, ...]:
    """Eight things a learning strategy is said to give, each with our own number.

    Parameters
    ----------
    rows : mapping
        Id of a fact to its rows.
    """
    costs, spread = rows["alignment_by_period"], spread_by_period(rows["site_outcomes"], "region")
    per_start = [float(x) for x in costs["spend_per_start"].dropna()]
    data, today = rows["foundation_data"], rows["readiness_today"]
    book, moved = rows["standard_process"], rows["kpi_direction"]["moved_as_planned"].dropna()
    ready, liked = rows["cost_per_ready"], rows["engagement_by_year"]
    made: list[tuple[Any, ...]] = [
        ("Efficient", "spend per person who got ready", *two(ready, "spend_per_person"), "money",
         False, int(ready["people"].sum()), "cost_per_ready"),
        ("Consistent", "spread between regions beyond chance", *ends([p.value for p in spread]),
         "pp", False, len(spread), "site_outcomes"),
        ("Measurable", "programs measured, over five steps", mean_of(data["points"] / 100), None,
         "share", True, int(data["n"].max()) if len(data) else 0, "foundation_data"),
        ("Costs under control", "direct spend per start", *ends(per_start), "money", False,
         len(per_start), "alignment_by_period"),
        ("Engaged learners", "satisfaction answers favorable", *two(liked, "favorable_share"),
         "share", True, int(liked["answers"].sum()), "engagement_by_year"),
        ("Standard processes", "programs on the standard process",
         mean_of(book["is_standard"].astype(float)), None, "share", True, len(book),
         "standard_process"),
        ("Able workforce", "assessed required skills at the level",
         mean_of(today["ready_share"].dropna()), None, "share", True,
         int(today["people"].sum()), "readiness_today"),
        ("Growth", "objectives' KPIs that moved as planned", mean_of(moved.astype(float)), None,
         "share", True, len(moved), "kpi_direction"),
    ]  # fmt: skip
    names = ("name", "what", "now", "before", "unit", "higher_is_better", "n", "source")
    return tuple(Promise(**dict(zip(names, values, strict=True))) for values in made)


def two(rows: pd.DataFrame, column: str) -> tuple[float | None, float | None]:
    """A column in the last twelve months and in the year before."""
    by_span = rows.dropna(subset=[column]).set_index("span")[column].to_dict()
    return by_span.get(LAST), by_span.get(BEFORE)


def ends(values: list[float]) -> tuple[float | None, float | None]:
    """The last value and the one of two half-years before."""
    return (values[-1] if values else None, values[-3] if len(values) > 2 else None)


def mean_of(values: pd.Series) -> float | None:
    """A mean, or None where there is nothing."""
    return float(values.mean()) if len(values) else None
