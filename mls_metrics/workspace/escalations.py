"""Rules that fire: once per episode of their condition, into the table of escalations."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mls_metrics.model.escalation import AUTHOR, Judged
from mls_metrics.workspace import by_hand
from mls_metrics.workspace.keeping import Keeping

TABLE = "escalations"
FILE = "escalation_episodes.jsonl"
BEGAN, ENDED = "began", "ended"


def fire(workspace: Keeping, judged: Iterable[Judged], *, as_of: date) -> tuple[str, ...]:
    """Raise what is newly triggered, and say which rules those are.

    A rule fires when its condition begins to hold and not again until it ceased to hold: closing
    the escalation while the condition lasts does not bring it back. A rule whose number is not
    known neither begins nor ends. An open escalation of the same rule counts as this episode's.

    Raises
    ------
    ViewOnlyError
        Nothing was changed.
    """
    judged = [one for one in judged if one.value is not None]
    lasting = episodes(workspace.directory)
    ended = [one for one in judged if not one.is_triggered and one.rule.rule in lasting]
    began = [one for one in judged if one.is_triggered and one.rule.rule not in lasting]
    if not began and not ended:
        return ()
    rows: list[dict[Any, Any]] = workspace.hand_rows(TABLE).to_dict("records")
    is_open = {row["rule"] for row in rows if not by_hand.cell(row["closed_on"])}
    fresh = [one for one in began if one.rule.rule not in is_open]
    if fresh:
        names = {one.rule.rule for one in fresh}
        day = as_of.isoformat()
        rest = [
            row for row in rows if row["rule"] not in names or by_hand.cell(row["raised_on"]) != day
        ]
        workspace.keep_by_hand(
            TABLE,
            rest + [escalation_row(one, as_of) for one in fresh],
            author=AUTHOR,
            base=by_hand.latest(workspace.directory, TABLE).version,
            note="; ".join(sorted(names)),
        )
    note(workspace, [(one.rule.rule, BEGAN) for one in began], as_of)
    note(workspace, [(one.rule.rule, ENDED) for one in ended], as_of)
    return tuple(one.rule.rule for one in fresh)


def escalation_row(one: Judged, as_of: date) -> dict[Any, Any]:
    """What a rule that fires puts into the table."""
    due = as_of + timedelta(days=one.rule.days)
    return {"rule": one.rule.rule, "raised_on": as_of, "role": one.rule.role, "due_on": due}


def episodes(directory: Path) -> frozenset[str]:
    """Rules whose condition holds since they fired last."""
    path = directory / FILE
    if not path.is_file():
        return frozenset()
    state: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
            state[entry["rule"]] = entry["what"]
        except (ValueError, KeyError, TypeError):
            continue
    return frozenset(rule for rule, what in state.items() if what == BEGAN)


def note(workspace: Keeping, entries: Iterable[tuple[str, str]], as_of: date) -> None:
    """Write down where episodes begin and end; lines are added, and none is ever changed."""
    with (workspace.directory / FILE).open("a", encoding="utf-8", newline="\n") as journal:
        for rule, what in entries:
            line = {"rule": rule, "what": what, "on": as_of.isoformat()}
            journal.write(json.dumps(line, ensure_ascii=False) + "\n")
