"""Scenarios of a workspace on disk: named ones for good, the steps of each sitting as they go."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mls_metrics.errors import ScenarioError
from mls_metrics.model.history import History, Step
from mls_metrics.model.scenario import ID_DIGITS, Scenario, content
from mls_metrics.model.scenario_json import from_content, from_json, to_json
from mls_metrics.workspace.sources import write_whole

SITTINGS_KEPT = 20
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
LONGEST_ID = 64


def save(directory: Path, scenario: Scenario, *, data_sha256: str) -> str:
    """Keep a named scenario and return its id; nothing that was kept is ever written over.

    Parameters
    ----------
    data_sha256 : str
        Of what the workspace holds.

    Raises
    ------
    ScenarioError
        A scenario without name, reason or time, or one made over other data: one of the made-up
        company must not come to stand among those of a company's own.
    """
    if not (scenario.reason.strip() and scenario.made_at):
        raise ScenarioError(
            "A scenario is saved with a name and a reason.",
            "It has none yet.",
            "Say in one line why somebody would choose it.",
        )
    check_data(scenario, data_sha256=data_sha256)
    for digits in range(ID_DIGITS, LONGEST_ID + 1):
        path = place_of(directory, scenario.id_of(digits))
        if not path.exists():
            write_whole(path, to_json(scenario))
        elif from_json(path.read_text(encoding="utf-8")).sha256 != scenario.sha256:
            continue
        return path.stem
    raise AssertionError("two scenarios with the same fingerprint are the same")


def check_data(scenario: Scenario, *, data_sha256: str) -> None:
    """A scenario is kept beside the data it was made over, and nowhere else."""
    if scenario.data_sha256 != data_sha256:
        raise ScenarioError(
            "This scenario was made over other data and cannot be saved here.",
            f"It was made over data {scenario.data_sha256[:10]}; here are data {data_sha256[:10]}.",
            "Apply it to the data shown here, look at what changes, and save that.",
        )


def load(directory: Path, name: str) -> Scenario:
    """The named scenario of that id.

    Raises
    ------
    ScenarioError
        None of that id, or one that was changed by hand.
    """
    path = place_of(directory, name)
    if not path.is_file():
        raise ScenarioError(
            f"There is no scenario '{name[:LONGEST_ID]}' here.",
            "It may have been saved in another installation.",
            "Choose one from the list, or bring in its JSON.",
        )
    return from_json(path.read_text(encoding="utf-8"))


def saved(directory: Path) -> dict[str, Scenario]:
    """Every named scenario by id, the latest first; what cannot be read is left out."""
    found: dict[str, Scenario] = {}
    for path in (directory / "scenarios").glob("*.json"):
        try:
            found[path.stem] = from_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ScenarioError):
            continue
    return dict(sorted(found.items(), key=lambda pair: (pair[1].made_at, pair[0]), reverse=True))


def place_of(directory: Path, name: str) -> Path:
    """Where the scenario of an id lies; an id can name no other place.

    Raises
    ------
    ScenarioError
        A text that is no id.
    """
    if not NAME.fullmatch(name):
        raise ScenarioError(
            f"'{name[:LONGEST_ID]}' is no id of a scenario.",
            "Ids hold small letters, figures and hyphens.",
            "Copy the link again.",
        )
    return directory / "scenarios" / f"{name}.json"


def keep_history(directory: Path, sitting: str, history: History) -> None:
    """Keep the steps of a sitting in the place of those kept before; the oldest sittings go."""
    folder = directory / "scenario_steps"
    write_whole(folder / f"{checked(sitting)}.json", history_json(history))
    paths = sorted(folder.glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in paths[:-SITTINGS_KEPT]:
        path.unlink(missing_ok=True)


def last_history(directory: Path, *, data_sha256: str) -> History | None:
    """The steps kept last over these data; None where there are none."""
    folder = directory / "scenario_steps"
    paths = sorted(folder.glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in reversed(paths):
        try:
            history = history_from(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError):
            continue
        if history.scenario.data_sha256 == data_sha256:
            return history
    return None


def checked(sitting: str) -> str:
    """A sitting's name, which can name no other place."""
    assert NAME.fullmatch(sitting), f"no name for a file: {sitting}"
    return sitting


def history_json(history: History) -> str:
    """A history as text, a step a line for whoever looks at it."""
    steps = [
        json.dumps(
            {
                "sentence": step.sentence,
                "parent": step.parent,
                "at": step.at,
                "scenario": content(step.scenario),
            },
            ensure_ascii=False,
        )
        for step in history.steps
    ]
    where = json.dumps({"trail": history.trail, "place": history.place})
    return "\n".join([where, *steps]) + "\n"


def history_from(text: str) -> History:
    """A history from its text.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError, AssertionError
        A text that is none.
    """
    where, *steps = (json.loads(line) for line in text.splitlines())
    return History(
        steps=tuple(step_from(step) for step in steps),
        trail=tuple(where["trail"]),
        place=where["place"],
    )


def step_from(entry: Mapping[str, Any]) -> Step:
    """A step from its stored form."""
    return Step(
        scenario=from_content(entry["scenario"]),
        sentence=str(entry["sentence"]),
        parent=entry["parent"],
        at=str(entry["at"]),
    )
