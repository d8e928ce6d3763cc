"""The journal of tables kept by hand: lines are added, and none is ever changed."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.errors import ByHandError, EditConflictError
from mls_metrics.model.by_hand import HandVersion

FOLDER = "by_hand"
LONGEST = 2_000
NOT_KEPT = "This table is not kept by hand."


def versions(directory: Path, table: str) -> list[HandVersion]:
    """Every version of a table, oldest first; lines that cannot be read are left out."""
    path = directory / FOLDER / f"{checked(table)}.jsonl"
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(HandVersion(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def latest(directory: Path, table: str) -> HandVersion:
    """The version that stands; number 0 where nobody kept the table by hand yet."""
    known = versions(directory, table)
    return known[-1] if known else HandVersion(table=checked(table), version=0)


def add(directory: Path, version: HandVersion) -> None:
    """Write a version behind the others."""
    folder = directory / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(version), ensure_ascii=False, sort_keys=True)
    with (folder / f"{checked(version.table)}.jsonl").open(
        "a", encoding="utf-8", newline="\n"
    ) as journal:
        journal.write(line + "\n")


def checked(table: str) -> str:
    """A table that may be kept by hand; its name can name no other place.

    Raises
    ------
    ByHandError
        Any other text.
    """
    known = tables().get(table)
    if known is None or not known.by_hand:
        raise ByHandError(NOT_KEPT, f"Asked for: '{table[:40]}'.", "Bring it in as a file.")
    return table


def require_current(stands: HandVersion, base: int) -> None:
    """Refuse to save over what somebody else saved since the table was opened.

    Raises
    ------
    EditConflictError
        The table stands at another version than `base`.
    """
    if stands.version != base:
        raise EditConflictError(
            "Nothing was saved: the table was changed since you opened it.",
            f"{stands.author or 'Somebody'} saved version {stands.version} at {stands.at[:16]}; "
            f"you began with version {base}.",
            "Look at both below, then keep theirs or save yours on top.",
            version=stands.version,
        )


def require_author(author: str) -> str:
    """The name that a version is saved under.

    Raises
    ------
    ByHandError
        No name.
    """
    name = " ".join(author.split())[:80]
    if not name:
        raise ByHandError(
            "Nothing was saved: it is not known who saves.", "", "Write your name or initials."
        )
    return name


def write_rows(path: Path, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows as a CSV of the canonical table, the columns that any row fills, in their order.

    Raises
    ------
    ByHandError
        A needed column without a value, or a text too long to be meant.
    """
    columns = tables()[checked(table)].columns
    for number, row in enumerate(rows, start=1):
        for column in columns:
            text = cell(row.get(column.name))
            if column.needed and not text:
                raise ByHandError(
                    f"Row {number} cannot be kept.",
                    f"'{column.name}' is empty.",
                    "Fill it, or delete the row.",
                )
            if len(text) > LONGEST:
                raise ByHandError(
                    f"Row {number} cannot be kept.",
                    f"'{column.name}' holds {len(text):,} characters.",
                    f"Use at most {LONGEST:,}.",
                )
    used = [
        item.name for item in columns if item.needed or any(cell(r.get(item.name)) for r in rows)
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(used)
        writer.writerows([cell(row.get(name)) for name in used] for row in rows)


def cell(value: Any) -> str:
    """A value as the canonical tables write it; what is not there is empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def is_filled(row: Mapping[str, Any]) -> bool:
    """True for a row in which anything stands."""
    return any(cell(value) for value in row.values())


def filled(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Rows in which anything stands: an editor's empty last row is none."""
    return [row for row in rows if is_filled(row)]
