"""The whole decision log: decisions of the table and of workshops, with what became of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from mls_metrics.model.agreement import DECIDED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.follow_up import (
    CAME_TRUE,
    CARRIED_OUT,
    NOT_TRUE,
    SECOND_REVIEW,
    FollowThrough,
    FollowUp,
)

COLUMNS = (
    "decided_on",
    "decision",
    "decided_by",
    "program_id",
    "decided_action",
    "probability",
    "evidence",
    "review_on",
    "outcome",
    "outcome_on",
    "came_true",
    "carried_out_on",
    "second_review_by",
    "scenario",
    "data",
)
SHORT = 10


def joined_log(
    book: pd.DataFrame, agreements: Iterable[Agreement], follow_ups: Iterable[FollowUp]
) -> pd.DataFrame:
    """Every decision once, the latest first, days as dates.

    Parameters
    ----------
    book : DataFrame
        Rows of the fact decision_book.
    """
    rows = [row_of_book(row) for row in book.to_dict("records")]
    rows += [row_of(entry) for entry in agreements if entry.kind == DECIDED]
    by_key = {(row["decision"], str(row["decided_on"])): row for row in rows}
    for item in sorted(follow_ups, key=lambda one: one.at):
        row = by_key.get((item.decision, item.decided_on))
        if row is not None:
            follow(row, item)
    found = pd.DataFrame(list(by_key.values()), columns=list(COLUMNS)).astype(object)
    return found.sort_values("decided_on", ascending=False, kind="stable", ignore_index=True)


def row_of_book(row: dict[Any, Any]) -> dict[str, Any]:
    """A row of the table."""
    known = {name: None if pd.isna(value) else value for name, value in row.items()}
    days = {name: day_of(known.get(name)) for name in ("decided_on", "review_on", "outcome_on")}
    return {**dict.fromkeys(COLUMNS), **known, **days}


def row_of(entry: Agreement) -> dict[str, Any]:
    """A decision of a workshop, with the evidence as it was frozen."""
    return {
        **dict.fromkeys(COLUMNS),
        "decided_on": date.fromisoformat(entry.at[:10]),
        "decision": entry.decision,
        "decided_by": entry.by,
        "program_id": entry.program_id or None,
        "decided_action": entry.action.value if entry.action else None,
        "probability": entry.probability,
        "evidence": entry.evidence.value if entry.evidence else None,
        "review_on": entry.review_on,
        "scenario": entry.scenario or None,
        "data": entry.data_sha256[:SHORT] or None,
    }


def follow(row: dict[str, Any], item: FollowUp) -> None:
    """Put what happened into the row; a later word on the outcome stands over an earlier one."""
    day = date.fromisoformat(item.on)
    if item.kind == SECOND_REVIEW:
        row["second_review_by"] = item.by
    elif item.kind == CARRIED_OUT:
        row["carried_out_on"] = day
    elif item.kind in (CAME_TRUE, NOT_TRUE):
        row["came_true"] = item.kind == CAME_TRUE
        row["outcome_on"] = day
        row["outcome"] = item.note or ("came true" if row["came_true"] else "did not come true")


def follow_through(log: pd.DataFrame, as_of: date) -> FollowThrough:
    """How many decisions were carried out, looked at again, and in time."""
    is_due = [isinstance(day, date) and day <= as_of for day in log["review_on"]]
    due = log[np.array(is_due, dtype=bool)]
    late = [
        isinstance(outcome, date) and outcome <= review
        for outcome, review in zip(due["outcome_on"], due["review_on"], strict=True)
    ]
    retires = log[
        (log["decided_action"] == Action.RETIRE.value)
        & log["second_review_by"].isna()
        & log["outcome_on"].isna()
    ]
    return FollowThrough(
        decided=len(log),
        carried_out=int(log["carried_out_on"].notna().sum()),
        due=len(due),
        reviewed=int(due["outcome_on"].notna().sum()),
        on_time=sum(late),
        unreviewed_retires=tuple(retires["decision"]),
    )


def day_of(value: Any) -> date | None:
    """A day as Python's date."""
    return None if value is None else pd.Timestamp(value).date()
