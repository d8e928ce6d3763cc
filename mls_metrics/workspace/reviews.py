"""Reviews of a workspace on disk: what was known that day, frozen, and the minutes beside it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mls_metrics.errors import UserError
from mls_metrics.workspace.sources import write_whole

FOLDER = "reviews"
DIGITS = 12
LONGEST = 20_000
NAME = re.compile(r"[a-z0-9-]{1,60}-[0-9a-f]{12}")
UNREADABLE = (OSError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known when a review began.

    Parameters
    ----------
    id : str
        Subject and fingerprint: other content has another id.
    subject, due_on : str
        Which review of the calendar (`due_on` ISO).
    by, at : str
        Who began it, and when (ISO, UTC).
    content : mapping
        The numbers, as `report.review_snapshot` writes them.
    """

    id: str
    subject: str
    due_on: str
    by: str
    at: str
    content: Mapping[str, Any]


def start(
    directory: Path, *, subject: str, due_on: str, by: str, at: str, content: Mapping[str, Any]
) -> Snapshot:
    """Freeze what is known; nothing that was frozen is ever written over.

    Raises
    ------
    UserError
        No subject, or nobody who begins it.
    """
    if not (subject.strip() and by.strip()):
        raise UserError(
            "The review was not begun.", "A review has a subject, and somebody who begins it.", ""
        )
    body = {"subject": subject, "due_on": due_on, "by": by.strip(), "at": at, "content": content}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, allow_nan=False)
    id_ = f"{slug(subject)}-{hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"
    path = directory / FOLDER / f"{id_}.json"
    if not path.exists():
        write_whole(path, text)
    return snapshot(directory, id_)


def snapshot(directory: Path, id_: str) -> Snapshot:
    """The review of that id, its numbers as they were frozen.

    Raises
    ------
    UserError
        None of that id, or one that was changed by hand.
    """
    path = directory / FOLDER / f"{checked(id_)}.json"
    if not path.is_file():
        raise UserError(f"There is no review '{id_}' here.", "", "Choose one from the list.")
    text = path.read_text(encoding="utf-8")
    if hashlib.sha256(text.encode()).hexdigest()[:DIGITS] != id_[-DIGITS:]:
        raise UserError(
            f"The review '{id_}' was changed after it was frozen.",
            "Its fingerprint no longer fits, so its numbers are not shown.",
            "Bring the file back from a backup.",
        )
    body = json.loads(text)
    return Snapshot(id=id_, **body)


def snapshots(directory: Path) -> list[Snapshot]:
    """Every review begun here, the latest first; what cannot be read is left out."""
    found = []
    for path in (directory / FOLDER).glob("*.json"):
        try:
            found.append(snapshot(directory, path.stem))
        except (UserError, *UNREADABLE):
            continue
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def add_minutes(directory: Path, id_: str, *, text: str, by: str, at: str) -> None:
    """Add a note to the minutes of a review; none is ever changed.

    Raises
    ------
    UserError
        Nothing said, too much said, nobody who says it, or no such review.
    """
    snapshot(directory, id_)
    if not (text.strip() and by.strip()) or len(text) > LONGEST:
        raise UserError(
            "The note was not added.",
            "It is empty, too long, or says not whose it is.",
            f"Write at most {LONGEST:,} characters, and your name or initials.",
        )
    line = json.dumps({"at": at, "by": by.strip(), "text": text.strip()}, ensure_ascii=False)
    path = directory / FOLDER / f"{id_}.minutes.jsonl"
    with path.open("a", encoding="utf-8", newline="\n") as log:
        log.write(line + "\n")


def minutes(directory: Path, id_: str) -> list[dict[str, str]]:
    """The minutes of a review, oldest first: `at`, `by`, `text`."""
    path = directory / FOLDER / f"{checked(id_)}.minutes.jsonl"
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
            found.append({name: str(entry[name]) for name in ("at", "by", "text")})
        except UNREADABLE:
            continue
    return found


def slug(subject: str) -> str:
    """A subject as the beginning of an id."""
    return re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-")[:40] or "review"


def checked(id_: str) -> str:
    """An id, which can name no other place.

    Raises
    ------
    UserError
        A text that is none.
    """
    if not NAME.fullmatch(id_):
        raise UserError("This is no id of a review.", "", "Choose one from the list.")
    return id_
