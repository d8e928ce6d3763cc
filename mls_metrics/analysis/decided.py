"""Decisions from every book as one list, and the groups of people that they touch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from mls_metrics.model.agreement import DECIDED, Agreement
from mls_metrics.model.change import Decided, Touched
from mls_metrics.model.scenario import Scenario

LOG, BOOK = "decision log", "decisions"
TOUCHING = ("retire", "fix", "scale")


def decided(
    rows: pd.DataFrame,
    agreements: Sequence[Agreement],
    *,
    names: Mapping[str, str],
    scenarios: Mapping[str, Scenario] | None = None,
) -> tuple[Decided, ...]:
    """Decisions of the fact ``decided_programs`` and of the log, latest first, each once.

    Parameters
    ----------
    names : mapping of program id to name
    scenarios : mapping of id to Scenario, optional
        Saved ones: a decision to accept one, on no single program, decides what it locks.
    """
    found = [
        Decided(
            decision=str(row["decision"]),
            decided_on=pd.Timestamp(row["decided_on"]).date(),
            by=str(row["decided_by"]),
            program_id=str(row["program_id"]),
            program_name=str(row["program_name"]),
            action=str(row["action"]),
            source=BOOK,
        )
        for row in rows.to_dict("records")
    ]
    known = {(item.decision, item.decided_on, item.program_id) for item in found}
    for entry in agreements:
        for item in decided_of(entry, names, scenarios or {}) if entry.kind == DECIDED else ():
            if (item.decision, item.decided_on, item.program_id) not in known:
                found.append(item)
                known.add((item.decision, item.decided_on, item.program_id))
    found.sort(key=lambda item: item.decided_on)
    return tuple(marked(found)[::-1])


def decided_of(
    entry: Agreement, names: Mapping[str, str], scenarios: Mapping[str, Scenario]
) -> list[Decided]:
    """What one line of the log decides: one program, or each that an accepted scenario locks."""
    one = Decided(
        decision=entry.decision,
        decided_on=date.fromisoformat(entry.at[:10]),
        by=entry.by,
        program_id=entry.program_id,
        program_name=names.get(entry.program_id, entry.program_id),
        action=entry.action.value if entry.action else "",
        source=LOG,
        review_on=entry.review_on,
    )
    accepted = scenarios.get(entry.scenario) if not entry.program_id else None
    if accepted is None or not accepted.locks:
        return [one]
    return [
        replace(
            one,
            program_id=lock.program_id,
            program_name=names.get(lock.program_id, lock.program_id),
            action=lock.action.value,
        )
        for lock in accepted.locks
    ]


def marked(found: Sequence[Decided]) -> list[Decided]:
    """In the order of their days: what a later decision on the same program replaced."""
    later: dict[str, date] = {}
    result = []
    for item in reversed(found):
        replaced_on = later.get(item.program_id) if item.program_id else None
        result.append(replace(item, replaced_on=replaced_on))
        if item.program_id and item.program_id not in later:
            later[item.program_id] = item.decided_on
    return result[::-1]


def touched(
    members: pd.DataFrame, learners: pd.DataFrame, decisions: Sequence[Decided]
) -> tuple[Touched, ...]:
    """Groups with learners in a program that a standing decision changes, largest first."""
    facts = {str(row["audience"]): row for row in members.to_dict("records")}
    found = []
    for item in decisions:
        if item.replaced_on is not None or item.action not in TOUCHING:
            continue
        mine = learners[learners["program_id"] == item.program_id]
        for row in mine.to_dict("records"):
            group = facts.get(str(row["audience"]), {})
            found.append(
                Touched(
                    audience=str(row["audience"]),
                    stance=str(group.get("stance", "")),
                    owner=str(group.get("owner", "")),
                    program_name=str(row["program_name"]),
                    action=item.action,
                    decision=item.decision,
                    decided_on=item.decided_on,
                    learners=None if pd.isna(row["learners"]) else int(row["learners"]),
                )
            )
    return tuple(sorted(found, key=lambda one: (-(one.learners or 0), one.audience)))
