"""The decision log of a workspace on disk: lines are added, and none is ever changed."""

import json
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from mls_metrics.errors import ScenarioError
from mls_metrics.model.agreement import DECIDED, PARKED, Agreement
from mls_metrics.model.decision import Action
from mls_metrics.model.evidence import Grade

FILE = "decisions.jsonl"
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
