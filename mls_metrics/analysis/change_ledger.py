"""What changes and what stays: written down by hand, or decided, held against the data."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from mls_metrics.model.change import CHANGES, STAYS, Decided, LedgerRow

STAYING = ("keep", "find_out")


def change_ledger(
    held: pd.DataFrame, decisions: Sequence[Decided], *, as_of: date
) -> tuple[LedgerRow, ...]:
    """Rows of the fact ``commitments_held`` and one more for each decision that none of them names.

    Parameters
    ----------
    decisions : sequence of Decided
        From `decided`; those replaced by a later one are shown as such and contradict nothing.
    """
    by_hand = [hand_row(row, decisions, as_of) for row in held.to_dict("records")]
    named = {
        (str(row["decided_in"]), str(row["program_id"]))
        for row in held.to_dict("records")
        if row["decided_in"]
    }
    automatic = [
        decided_row(item) for item in decisions if (item.decision, item.program_id) not in named
    ]
    return (*by_hand, *automatic)


def decided_row(item: Decided) -> LedgerRow:
    """The row that a decision adds by itself."""
    return LedgerRow(
        item=item.program_name or item.decision,
        kind=STAYS if item.action in STAYING else CHANGES,
        action=item.action or "decision",
        owner=item.by,
        due_on=item.review_on,
        decided_in=f"{item.decision}, {item.decided_on.isoformat()}",
        is_automatic=True,
        source=item.source,
        fault="replaced" if item.replaced_on else "",
        fault_on=item.replaced_on,
    )


def hand_row(row: Mapping[Any, Any], decisions: Sequence[Decided], as_of: date) -> LedgerRow:
    """A row kept by hand, with the first thing that contradicts it."""
    fault, fault_on = broken(row, decisions, as_of) if row["kind"] == STAYS else late(row, as_of)
    return LedgerRow(
        item=str(row["item"]),
        kind=str(row["kind"]),
        before=str(row["before"]),
        after=str(row["after"]),
        audience=str(row["audience"]),
        owner=str(row["owner"]),
        due_on=day_of(row["due_on"]),
        decided_in=str(row["decided_in"]),
        source="commitments",
        fault=fault,
        fault_on=fault_on,
    )


def broken(
    row: Mapping[Any, Any], decisions: Sequence[Decided], as_of: date
) -> tuple[str, date | None]:
    """What contradicts a promise that something stays, or what the promise lacks."""
    until = day_of(row["due_on"])
    ended = day_of(row["closes_on"])
    program = str(row["program_id"])
    retired = [
        item.decided_on
        for item in decisions
        if program
        and item.program_id == program
        and item.action == "retire"
        and item.replaced_on is None
    ]
    if retired and (until is None or retired[0] <= until):
        return "retired", retired[0]
    if ended is not None and (until is None or ended < until):
        return "closed" if ended <= as_of else "closing", ended
    last = day_of(row["last_start_on"])
    runs_out = until is not None and until < as_of
    if last is not None and not runs_out and row["is_known_lately"] and not row["starts_lately"]:
        return "no_starts", last
    if runs_out:
        return "over", until
    if not row["owner"]:
        return "no_owner", None
    return ("no_end", None) if until is None else ("", None)


def late(row: Mapping[Any, Any], as_of: date) -> tuple[str, date | None]:
    """What is wrong with a change that was promised."""
    done, due = day_of(row["changed_on"]), day_of(row["due_on"])
    if done is not None and done <= as_of:
        return "", None
    if due is not None and due < as_of:
        return "late", due
    if not row["owner"]:
        return "no_owner", None
    return ("no_date", None) if due is None else ("", None)


def day_of(value: Any) -> date | None:
    """A cell as a day."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
