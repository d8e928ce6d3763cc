"""What changes, what stays, whether it is so, and where the success contract stands, in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from mls_metrics.catalog.load import dimensions
from mls_metrics.model.change import (
    CHANGES,
    LOST,
    MISSED,
    OPEN,
    REACHED,
    STAYS,
    LedgerRow,
    SuccessMeasure,
)
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.narrative.groups import listed
from mls_metrics.narrative.likelihood import verbal
from mls_metrics.narrative.numbers import amount, between, day, plural
from mls_metrics.narrative.wording import TEMPLATES, say

BREAKING = ("retired", "closed", "closing", "no_starts", "late")
FEWEST, MOST = 5, 8


def is_broken(row: LedgerRow) -> bool:
    """True where the data contradict what is written down."""
    return row.fault in BREAKING


def ledger_sentence(rows: Sequence[LedgerRow]) -> str:
    """How many change, how many stay, and how many the data contradict."""
    if not rows:
        return TEMPLATES["ledger_nothing"]
    changes = sum(row.kind == CHANGES for row in rows)
    broken = [row for row in rows if is_broken(row)]
    slots = {
        "changes": plural(changes, "change"),
        "stays": plural(len(rows) - changes, "promise") + " that something stays",
    }
    if not broken:
        return say("ledger_clear", **slots)
    first = say("ledger_broken", item=broken[0].item, fault=fault_text(broken[0]))
    return f"{say('ledger', broken=len(broken), **slots)} {first}"


def fault_text(row: LedgerRow) -> str:
    """What is wrong with a row, in words; empty where nothing is."""
    return say(f"fault_{row.fault}", date=day(row.fault_on)) if row.fault else ""


def step_text(row: LedgerRow) -> str:
    """From what to what."""
    if row.is_automatic:
        return TEMPLATES.get(f"step_{row.action}", row.action)
    if row.kind == STAYS:
        return row.before or row.after or TEMPLATES["step_keep"]
    return f"{row.before or 'not said'} \u2192 {row.after or 'not said'}"


def ledger_table(rows: Sequence[LedgerRow], kind: str) -> pd.DataFrame:
    """One side of the ledger."""
    when = "By" if kind == CHANGES else "Until"
    return pd.DataFrame(
        [
            {
                "What": row.item + (f" ({row.audience})" if row.audience else ""),
                "From, to" if kind == CHANGES else "As it is": step_text(row),
                "Who": row.owner or "nobody",
                when: row.due_on.isoformat() if row.due_on else "no date",
                "Decided in": row.decided_in or "by hand",
                "Held against the data": fault_text(row),
            }
            for row in rows
            if row.kind == kind
        ]
    )


def contract_sentence(measures: Sequence[SuccessMeasure]) -> str:
    """How many are there, and the least sure of the others."""
    count = plural(len(measures), "measure")
    reached = sum(item.state == REACHED for item in measures)
    if reached == len(measures):
        return say("contract_all", measures=count)
    chances = [(item.chance, item) for item in measures if item.chance is not None]
    if not chances:
        return say("contract_no_chance", reached=reached, measures=count)
    chance, weakest = min(chances, key=lambda pair: pair[0])
    return say(
        "contract",
        reached=reached,
        measures=count,
        weakest=weakest.measure,
        chance=verbal(chance).phrase,
        date=day(weakest.due_on),
    )


def contract_gaps(measures: Sequence[SuccessMeasure]) -> str:
    """What the contract lacks: too few or many measures, dimensions that nothing measures."""
    parts = []
    if not FEWEST <= len(measures) <= MOST:
        stand = f"{len(measures)} {'stands' if len(measures) == 1 else 'stand'}"
        parts.append(say("contract_few", stand=stand))
    named = {dimension_id(item.dimension) for item in measures}
    missing = [dimensions()[name].title.lower() for name in DIMENSIONS if name not in named]
    if missing:
        parts.append(say("contract_dimensions", dimensions=listed(missing, "or")))
    return " ".join(parts)


def dimension_id(text: str) -> str:
    """The id of a dimension however its name is written."""
    words = text.lower().replace("_", " ").replace("-", " ").split()
    for name in DIMENSIONS:
        if set(name.split("_")) <= set(words):
            return name
    return "_".join(words)


def contract_table(measures: Sequence[SuccessMeasure]) -> pd.DataFrame:
    """Every measure: baseline, now, target, day, forecast, chance or state, owner."""
    return pd.DataFrame(
        [
            {
                "Measure": item.measure,
                "Baseline": number(item.baseline, item.unit),
                "Now": number(item.current, item.unit)
                + (f" ({item.current_on:%Y-%m})" if item.current_on else ""),
                "Target": number(item.target, item.unit),
                "By": item.due_on.isoformat() if item.due_on else "no day",
                "Its months point to (95 % range; n months)": forecast_text(item),
                "Chance or state": state_text(item),
                "Owner": item.owner or "nobody",
            }
            for item in measures
        ]
    )


def state_text(item: SuccessMeasure) -> str:
    """The chance in words, the date where it is there, or why there is no chance."""
    chance = "" if item.chance is None else verbal(item.chance).phrase
    if item.state == REACHED:
        return say("state_reached", date=day(item.reached_on))
    if item.state == MISSED:
        return TEMPLATES["state_missed"]
    if item.state == LOST and chance:
        return say("state_lost", date=day(item.reached_on), chance=chance)
    if item.state == OPEN and chance:
        return chance
    return say(f"state_{item.reason}", months=plural(item.months, "month"))


def forecast_text(item: SuccessMeasure) -> str:
    """Value and range on the agreed day."""
    if item.forecast is None:
        return "\u2013"
    value, low, high = item.forecast
    shown = between(low, high, item.unit)
    return f"{number(value, item.unit)} ({shown}; n {item.months})"


def number(value: float | None, unit: str) -> str:
    """A number in its unit, or that it is not known."""
    return "not known" if value is None else amount(value, unit)


def mix_sentence(rows: pd.DataFrame) -> str:
    """How much of the work own experts do, and for which skill most and least."""
    mostly = int((rows["internal_percent"] > 50).sum())
    unknown = int((rows["unknown_percent"] > 50).sum())
    kinds = f"{plural(len(rows), 'kind')} of work"
    text = say("mix", most=mostly, rows=kinds, unknown=unknown)
    known = rows[rows["unknown_percent"] < 100]
    if known["internal_percent"].nunique() < 2:
        return text
    ordered = known.sort_values("internal_percent", ascending=False, kind="stable")
    most, least = ordered.iloc[0], ordered.iloc[-1]
    return f"{text} " + say("mix_first", first=mix_name(most), last=mix_name(least))


def mix_name(row: "pd.Series[Any]") -> str:
    """A kind of work and its skill with the share."""
    percent = float(str(row["internal_percent"]))
    return f"{row['skill']}, {str(row['work']).lower()} ({percent:.0f}%)"
