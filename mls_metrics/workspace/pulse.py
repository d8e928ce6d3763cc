"""The change pulse: answers are kept in the order in which they stood, the last two compared."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mls_metrics.model.decision import Assessment
from mls_metrics.model.standing import ProgramStanding, Pulse, Standing, standing_of
from mls_metrics.workspace.sources import write_whole

KEPT = 50


def remember(directory: Path, assessment: Assessment) -> None:
    """Keep what an answer comes down to, unless it is the one that stands already."""
    known = standings(directory)
    now = standing_of(assessment)
    if known and known[-1].key == now.key and known[-1].as_of == now.as_of:
        return
    lines = [json.dumps(asdict(item), ensure_ascii=False) for item in [*known, now][-KEPT:]]
    write_whole(book_of(directory), "\n".join(lines) + "\n")


def pulse(directory: Path, assessment: Assessment) -> Pulse | None:
    """The answer that stands and the one before it; None where there was none.

    An undo is a change like another: it shows what came back.
    """
    now = standing_of(assessment)
    earlier = [item for item in standings(directory) if item.key != now.key]
    return Pulse(before=earlier[-1], after=now) if earlier else None


def standings(directory: Path) -> list[Standing]:
    """The kept answers, oldest first; lines that another version wrote otherwise are left out."""
    try:
        lines = book_of(directory).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found: list[Standing] = []
    for line in lines:
        try:
            found.append(parse(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return found


def parse(entry: Mapping[str, Any]) -> Standing:
    """A kept answer from its stored form."""
    programs = tuple(
        ProgramStanding(
            **{
                **program,
                "numbers": {
                    name: (float(value), float(low), float(high), str(unit))
                    for name, (value, low, high, unit) in program["numbers"].items()
                },
            }
        )
        for program in entry["programs"]
    )
    lists = {name: tuple(entry[name]) for name in ("gaps", "objectives", "files")}
    return Standing(**{**entry, **lists, "programs": programs})


def book_of(directory: Path) -> Path:
    """Where the answers of a workspace are kept."""
    return directory / "answers.jsonl"
