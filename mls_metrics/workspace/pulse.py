"""The change pulse: answers are kept in the order in which they stood, and held together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import pairwise
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


def pulses(directory: Path, assessment: Assessment) -> list[Pulse]:
    """Every change from one kept answer to the next, the newest first."""
    steps = [*standings(directory), standing_of(assessment)]
    pairs = [Pulse(before=a, after=b) for a, b in pairwise(steps) if a.key != b.key]
    return pairs[::-1]


def pulse_since(directory: Path, assessment: Assessment, when: date) -> Pulse | None:
    """The answer that stands now, and the one that stood on a day; None where none had been kept.

    That is the last one made by then. Where all were made later, it is the last one whose data
    end by then: files that came in afterwards say what the meeting could have seen.
    """
    day = when.isoformat()
    known = standings(directory)
    made = [item for item in known if item.made_at and item.made_at[:10] <= day]
    ended = [item for item in known if item.as_of <= day]
    stood = made or ended
    return Pulse(before=stood[-1], after=standing_of(assessment)) if stood else None


def last_meeting(days: Iterable[date], assessment: Assessment) -> date | None:
    """The latest day that lies no later than the answer, or the end of its data."""
    now = standing_of(assessment)
    until = max(now.made_at[:10], now.as_of)
    held = [day for day in days if day.isoformat() <= until]
    return max(held, default=None)


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
