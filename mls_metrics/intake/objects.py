"""JSON and JSON Lines to plain rows: one per object, nested names joined by points.

Experience statements (xAPI) arrive so, as do exports of interfaces. Texts in several languages are
taken in English where there is English, else in the first language.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mls_metrics.errors import UnreadableFileError

LANGUAGE = re.compile(r"^(und|[a-z]{2,3})(-[A-Za-z0-9]{2,8})*$")
WRAPPERS = ("statements", "data", "results", "items", "records", "rows", "value")
WHOLE_BYTES = 256 << 20
DEPTH, COLUMNS = 12, 2_000


def json_to_csv(path: Path, target: Path) -> Path:
    """Write the objects of a JSON or JSON Lines file as CSV, names in the order of their coming.

    Raises
    ------
    UnreadableFileError
        No JSON, no objects in it, or too large to be read as a whole.
    """
    names: dict[str, None] = {}
    count = 0
    for record in flat_objects(path):
        count += 1
        for name in record:
            names.setdefault(name)
        if len(names) > COLUMNS:
            raise damaged(path, f"Its objects have over {COLUMNS:,} different names.")
    if not count:
        raise damaged(path, "It holds no objects.")
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for record in flat_objects(path):
            writer.writerow([record.get(name, "") for name in names])
    return target


def damaged(path: Path, found: str) -> UnreadableFileError:
    """The error for a file that gives no objects."""
    return UnreadableFileError(
        f"'{path.name}' could not be read.",
        found,
        "Export it again as JSON Lines, one object a line, or as CSV.",
    )


def flat_objects(path: Path) -> Iterator[dict[str, str]]:
    """Every object of a file as names and texts."""
    for entry in objects(path):
        if isinstance(entry, dict):
            yield dict(flat(entry))


def objects(path: Path) -> Iterator[Any]:
    """Every object: one a line, else the elements of the one list in the file."""
    if is_lines(path):
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield parsed(path, line, where=f"Line {number}")
        return
    if path.stat().st_size > WHOLE_BYTES:
        raise damaged(path, f"As one list it is larger than {WHOLE_BYTES >> 20} MB.")
    content = parsed(path, path.read_text(encoding="utf-8-sig", errors="replace"), where="It")
    yield from listed(content)


def is_lines(path: Path) -> bool:
    """True where the first line is an object that ends on it and another follows, or none does."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        filled = (line for line in stream if line.strip())
        first = next(filled, "").strip()
        second = next(filled, "").strip()
    return first.startswith("{") and first.endswith("}") and second[:1] in ("{", "")


def parsed(path: Path, text: str, *, where: str) -> Any:
    """JSON text as objects."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged(path, f"{where} is no JSON: {str(error).split(':')[0]}.") from error


def listed(content: Any) -> Sequence[Any]:
    """The list of objects in what was read: itself, or below a usual name."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        for name in WRAPPERS:
            if isinstance(content.get(name), list):
                return list(content[name])
        return [content]
    return []


def flat(entry: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Names and texts of an object and what is inside it."""
    for name, value in entry.items():
        full = f"{prefix}{name}"
        inner = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(inner, dict) and inner and depth < DEPTH:
            if is_language_map(inner):
                yield full, in_english(inner)
            else:
                yield from flat(inner, f"{full}.", depth + 1)
        else:
            yield full, as_text(inner)


def is_language_map(entry: dict[str, Any]) -> bool:
    """True for texts by language, such as ``{"en-US": "completed"}``."""
    return all(LANGUAGE.match(name) and isinstance(entry[name], str) for name in entry) and not (
        {"id", "mbox", "name"} & set(entry)
    )


def in_english(texts: dict[str, str]) -> str:
    """The English text, else the first."""
    english = (text for name, text in texts.items() if name.split("-")[0] == "en")
    return next(english, next(iter(texts.values())))


def as_text(value: Any) -> str:
    """A JSON value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def expanded(rows: Iterable[list[str]], header: Sequence[str]) -> Iterator[list[str]]:
    """Records whose cells hold JSON objects, with one column per name inside them."""
    kept = [dict(open_cells(row, header)) for row in rows]
    names: dict[str, None] = {}
    for record in kept:
        for name in record:
            names.setdefault(name)
    yield list(names)
    for record in kept:
        yield [record.get(name, "") for name in names]


def open_cells(row: Sequence[str], header: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and texts of one record."""
    for name, cell in zip(header, row, strict=False):
        inner = object_in(cell)
        if inner is None:
            yield name, cell
        elif is_language_map(inner):
            yield name, in_english(inner)
        else:
            yield from flat(inner, f"{name}.")


def object_in(cell: str) -> dict[str, Any] | None:
    """The object that a cell holds as text; None for any other cell."""
    if not (cell.startswith("{") and cell.endswith("}")):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found else None


def holds_objects(rows: Sequence[Sequence[str]]) -> bool:
    """True where two columns or more hold JSON objects in most of the first records."""
    below = [row for row in rows[1:] if any(row)]
    width = max((len(row) for row in below), default=0)
    counts = [
        sum(object_in(row[place]) is not None for row in below if place < len(row))
        for place in range(width)
    ]
    return sum(count > len(below) / 2 for count in counts) > 1
