"""The decision log of a workspace on disk: lines are added, and none is ever changed.

Decisions stand in one file, and in another what became of them.
"""

import json
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from mls_metrics.errors import ScenarioError
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade
from mls_metrics.model.follow_up import CARRIED_OUT, KINDS, SECOND_REVIEW, FollowUp

FILE = "decisions.jsonl"
FOLLOWED = "decision_outcomes.jsonl"
LONGEST = 2_000


def add(directory: Path, agreement: Agreement, *, data_sha256: str) -> None:
    """Add a line to the log.

    Parameters
    ----------
    data_sha256 : str
        Of what the workspace holds.

    Raises
    ------
    ScenarioError
        Nothing said, too much said, or made over other data than those here: what a room tried on
        the made-up company must not come to stand in a company's own log.
    """
    if agreement.kind not in (DECIDED, PARKED) or not agreement.decision.strip():
        raise ScenarioError(
            "An entry says what was decided or parked.", "It is empty.", "Write one line."
        )
    if max(len(agreement.decision), len(agreement.dissent), len(agreement.by)) > LONGEST:
        raise ScenarioError("The entry is too long.", "", f"Use at most {LONGEST} characters.")
    if agreement.data_sha256 != data_sha256:
        raise ScenarioError(
            "This was decided over other data and cannot be logged here.",
            f"It rests on data {agreement.data_sha256[:10]}; here are data {data_sha256[:10]}.",
            "Open the scenario over the data shown here and decide again.",
        )
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / FILE).open("a", encoding="utf-8", newline="\n") as log:
        log.write(line_of(agreement) + "\n")


def read(directory: Path) -> list[Agreement]:
    """Every line, the latest first; what cannot be read is left out."""
    path = directory / FILE
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(agreement_of(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return found[::-1]


def line_of(agreement: Agreement) -> str:
    """An entry as one line of JSON."""
    body = asdict(agreement)
    body["action"] = agreement.action.value if agreement.action else None
    body["evidence"] = agreement.evidence.value if agreement.evidence else None
    body["review_on"] = agreement.review_on.isoformat() if agreement.review_on else None
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def agreement_of(body: dict[str, Any]) -> Agreement:
    """An entry from its stored form.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError
        A form that is none.
    """
    names = {spec.name for spec in fields(Agreement)}
    plain = {name: value for name, value in body.items() if name in names}
    plain["action"] = Action(plain["action"]) if plain.get("action") else None
    plain["evidence"] = Grade(plain["evidence"]) if plain.get("evidence") else None
    day = plain.get("review_on")
    plain["review_on"] = date.fromisoformat(day) if day else None
    return Agreement(**plain)


def follow(
    directory: Path, item: FollowUp, *, action: Action | None = None, decided_by: str = ""
) -> None:
    """Add what became of a decision.

    Parameters
    ----------
    action : Action, optional
        What was decided: a program is retired only after somebody else looked at it again.
    decided_by : str
        Who decided it.

    Raises
    ------
    ScenarioError
        Nobody who says so, or a retire carried out without a second review; nothing was added.
    """
    if item.kind not in KINDS or not (item.decision.strip() and item.by.strip()):
        raise ScenarioError(
            "Nothing was added to the log.",
            "It is not said which decision it is about, or who says so.",
            "Choose a decision and write your name or initials.",
        )
    if max(len(item.note), len(item.by)) > LONGEST:
        raise ScenarioError("The entry is too long.", "", f"Use at most {LONGEST} characters.")
    if item.kind == SECOND_REVIEW and folded(item.by) == folded(decided_by):
        raise ScenarioError(
            "A second review is somebody else's.",
            f"{item.by} took the decision.",
            "Let another person look at the evidence and sign.",
        )
    if item.kind == CARRIED_OUT and action is Action.RETIRE and not is_reviewed(directory, item):
        raise ScenarioError(
            "Retiring a program asks for a second review first.",
            "Nobody but those who decided has looked at it again yet.",
            "Record a second review by somebody else, then say that it was carried out.",
        )
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / FOLLOWED).open("a", encoding="utf-8", newline="\n") as log:
        log.write(json.dumps(asdict(item), ensure_ascii=False, sort_keys=True) + "\n")


def followed(directory: Path) -> list[FollowUp]:
    """What became of decisions, oldest first; what cannot be read is left out."""
    path = directory / FOLLOWED
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(FollowUp(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def is_reviewed(directory: Path, item: FollowUp) -> bool:
    """True where a second review of the same decision is in the log."""
    return any(
        (known.decision, known.decided_on, known.kind)
        == (item.decision, item.decided_on, SECOND_REVIEW)
        for known in followed(directory)
    )


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()
