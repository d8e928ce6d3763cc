"""Findings about how the service runs, from the rows of the page's facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mls_metrics.model.escalation import Judged
from mls_metrics.narrative.numbers import UNKNOWN, amount, day, plural
from mls_metrics.narrative.wording import TEMPLATES, say

MONTHS = 6
KNOWN_WORK = ("run", "improve", "change")
WORK = (*KNOWN_WORK, "not known")
SIDES = {"delivery": "Delivery", "outcome": "Results", "not known": "Not known"}
COUNTED = {
    "weight_share": "Partner's measures, by weight",
    "hours_share": "Hours",
    "spend_share": "Spend",
}


def percent(share: Any) -> str:
    """A share of a hundred in words; what is missing is not known."""
    return UNKNOWN if pd.isna(share) else f"{amount(float(share), '', decimals=0)}%"


def service_title(
    transactional: pd.DataFrame, feeds: pd.DataFrame, *, limit: float | None = None
) -> str:
    """The finding of the service part."""
    if not transactional.empty and not pd.isna(transactional.iloc[0]["share"]):
        share = float(transactional.iloc[0]["share"])
        edge = float(transactional.iloc[0]["limit_share"]) if limit is None else limit
        if share > edge:
            return say("title_transactional", share=amount(share, "", decimals=0))
        return say("title_results", share=amount(100 - share, "", decimals=0))
    late = 0 if feeds.empty else int((feeds["state"] == "late").sum())
    if late:
        return say("title_late_feeds", late=f"{plural(late, 'feed')} {verb(late)}")
    return TEMPLATES["title_no_service"]


def verb(number: int) -> str:
    """``is`` or ``are``."""
    return "is" if number == 1 else "are"


def split_sentence(rows: pd.DataFrame) -> str:
    """Share of results in weight, hours and spend."""
    results = rows[rows["side"] == "outcome"]
    found = {
        name: percent(results[name].sum() if rows[name].notna().any() else None) for name in COUNTED
    }
    return say(
        "split_sentence",
        weight=found["weight_share"],
        hours=found["hours_share"],
        spend=found["spend_share"],
    )


def split_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the picture: delivery, results and not known of weight, hours and spend."""
    sides = rows.groupby("side", sort=False)[list(COUNTED)].sum(min_count=1)
    found = [
        {"row": place, "name": title, "part": SIDES[str(side)], "share": float(share)}
        for place, (column, title) in enumerate(COUNTED.items())
        for side, share in sides[column].dropna().items()
    ]
    return pd.DataFrame(found, columns=["row", "name", "part", "share"])


def transactional_sentence(rows: pd.DataFrame) -> str:
    """Whether the partner is judged mostly by cost, volume and service level."""
    if rows.empty or pd.isna(rows.iloc[0]["share"]):
        return TEMPLATES["transactional_unknown"]
    one = rows.iloc[0]
    return say(
        "transactional_above" if one["is_above"] else "transactional_below",
        share=amount(float(one["share"]), "", decimals=0),
        measures=plural(int(one["measures"]), "measure"),
        limit=f"{float(one['limit_share']):g}",
    )


def calls_sentence(judged: Sequence[Judged]) -> str:
    """Whom the first triggered rule calls, and within how many days; empty where none does."""
    first = next((one for one in judged if one.is_triggered), None)
    if first is None:
        return ""
    days = plural(first.rule.days, "day")
    return say("transactional_calls", role=first.rule.role, days=days)


def transactional_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The one bar: cost, volume and service level against results."""
    share = float(rows.iloc[0]["share"])
    return pd.DataFrame(
        [
            {"row": 0, "name": "Partner's scorecard", "part": name, "share": part}
            for name, part in (("Cost, volume, service level", share), ("Results", 100 - share))
        ]
    )


def work_column(rows: pd.DataFrame) -> str:
    """Hours where any are known, else spend."""
    return "hours" if rows["month_hours"].notna().any() else "spend"


def last_months(rows: pd.DataFrame, *, skip: int = 0) -> tuple[dict[str, float], int]:
    """Share of each kind of work over months, the latest ones after `skip`; and how many."""
    months = sorted(rows["period"].unique())[::-1][skip : skip + MONTHS]
    within = rows[rows["period"].isin(months)]
    sums = within.groupby("work")[f"month_{work_column(rows)}"].sum()
    total = float(sums.sum())
    if not total:
        return {}, len(months)
    return {str(name): 100 * float(value) / total for name, value in sums.items()}, len(months)


def work_sentence(rows: pd.DataFrame) -> str:
    """How the work of the last months splits."""
    shares, months = last_months(rows)
    run, improve, change, unknown = (percent(shares.get(name, 0.0)) for name in WORK)
    return say(
        "work_sentence",
        months=plural(months, "month"),
        run=run,
        improve=improve,
        change=change,
        unknown=unknown,
        what=work_column(rows),
    )


def strategy_sentence(rows: pd.DataFrame) -> str:
    """The trend of time on change; empty where there is no span to compare."""
    if rows.empty:
        return ""
    now, months = last_months(rows)
    before, _ = last_months(rows, skip=MONTHS)
    if not now or not before or not any(name in now for name in KNOWN_WORK):
        return ""
    return say(
        "strategy_time",
        now=percent(now.get("change", 0.0)),
        months=plural(months, "month"),
        before=percent(before.get("change", 0.0)),
    )


def operations_sentence(rows: pd.DataFrame) -> str:
    """Every measure that is known, with its change."""
    known = rows[rows["amount"].notna()]
    if known.empty:
        return ""
    parts = [operation_part(row) for row in known.to_dict("records")]
    return say("operations_sentence", parts="; ".join(parts))


def operation_part(row: Mapping[Any, Any]) -> str:
    """One measure, its unit once, and how it changed."""
    change, unit = row["change"], str(row["unit"])
    if pd.isna(change):
        words = TEMPLATES["operation_alone"]
    elif abs(change) < 0.05:
        words = TEMPLATES["operation_same"]
    else:
        size = amount(abs(float(change)), "", decimals=0 if unit == "sessions" else 1)
        words = say("operation_more" if change > 0 else "operation_less", amount=size)
    return say(
        "operation_part",
        measure=row["measure"],
        now=amount(float(row["amount"]), "", decimals=0 if unit == "sessions" else 1),
        unit="" if unit == "sessions" else unit,
        change=words,
    ).replace("  ", " ")


def funnel_sentence(rows: pd.DataFrame) -> str:
    """Where needs end or wait, and the slowest step."""
    first = plural(int(rows.iloc[0]["needs"]), "need")
    last = int(rows.iloc[-1]["needs"])
    timed = rows[rows["days"].notna()]
    if timed.empty:
        return say("funnel_early", first=first, last=last)
    worst = rows.iloc[int(rows["dropped"].fillna(-1).astype("float64").argmax())]
    slowest = timed.iloc[int(timed["days"].astype("float64").argmax())]
    return say(
        "funnel_sentence",
        first=first,
        last=last,
        worst=worst["step"],
        dropped=int(worst["dropped"]),
        share=percent(worst["dropped_share"]),
        slowest=slowest["step"],
        days=amount(float(slowest["days"]), "", decimals=0),
    )


def funnel_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the picture: needs that got to each step."""
    first = int(rows.iloc[0]["needs"])
    return pd.DataFrame(
        [
            {"row": place, "name": step_name(row, first), "value": int(row["needs"]), "of": first}
            for place, row in enumerate(rows.to_dict("records"))
        ]
    )


def step_name(row: Mapping[Any, Any], first: int) -> str:
    """``Decided: 12 of 15, 26 days (20 to 31)``."""
    words = f"{str(row['step']).capitalize()}: {int(row['needs'])} of {first}"
    if pd.isna(row["days"]):
        return words
    days, low, high = (
        amount(float(row[name]), "", decimals=0) for name in ("days", "days_low", "days_high")
    )
    return f"{words}, {days} days ({low} to {high})"


def feeds_sentence(rows: pd.DataFrame) -> str:
    """Which feed is late, and until when its data reach."""
    feeds = plural(len(rows), "feed")
    late = rows[rows["state"] == "late"].sort_values("data_to")
    if not late.empty:
        first = late.iloc[0]
        return say(
            "feeds_late",
            late=len(late),
            feeds=feeds,
            first=str(first["table_name"]).replace("_", " "),
            day=day(pd.Timestamp(first["data_to"]).date()),
        )
    unknown = int((rows["state"] == "not known").sum())
    if unknown:
        return say("feeds_unknown", unknown=unknown, feeds=feeds)
    return say("feeds_fresh", feeds=feeds)


def platforms_sentence(rows: pd.DataFrame) -> str:
    """The platform that most people use, and how many are late."""
    platforms = plural(len(rows), "platform")
    known = rows[rows["learner_share"].notna()]
    if known.empty:
        return say("platforms_hidden", platforms=platforms)
    first = known.iloc[0]
    return say(
        "platforms_sentence",
        first=first["platform"],
        share=percent(first["learner_share"]),
        late=int((rows["state"] == "late").sum()),
        platforms=platforms,
    )
