"""What was handed over: which files, of which kind, with which fingerprint."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.errors import NothingUsableError

KINDS = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".tab": "text",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
ZIP, OLE, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One file as handed over; `name` is relative to the path that was given."""

    path: Path
    name: str
    sha256: str
    kind: str
    size: int


def receive(paths: Iterable[Path]) -> list[Received]:
    """Every file below the given paths, in the order of their names.

    Raises
    ------
    NothingUsableError
        A path that does not exist, or no file at all.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            inside = (item for item in path.rglob("*") if item.is_file() and is_visible(item, path))
            found |= {item: item.relative_to(path).as_posix() for item in inside}
        elif path.is_file():
            found[path] = path.name
        else:
            raise NothingUsableError(
                f"'{path.name or path}' could not be found.", "", "Check the name and its folder."
            )
    if not found:
        raise NothingUsableError("There is no file in what was given.")
    taken = [
        Received(
            path=path,
            name=name,
            sha256=fingerprint(path),
            kind=kind_of(path),
            size=path.stat().st_size,
        )
        for path, name in found.items()
    ]
    return sorted(taken, key=lambda item: (item.name, item.sha256))


def is_visible(path: Path, root: Path) -> bool:
    """False for hidden files and for the lock files that spreadsheet programs leave."""
    return not any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)


def fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def kind_of(path: Path) -> str:
    """text, workbook, parquet, json or other: by the first bytes where they tell, else by name.

    Some systems call tab-separated text ``.xls``, and people rename workbooks to ``.csv``.
    """
    by_name = KINDS.get(path.suffix.lower(), "other")
    if by_name == "other":
        return by_name
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == PARQUET:
        return "parquet"
    if head in (ZIP, OLE):
        return "workbook"
    if by_name == "workbook" and path.suffix.lower() == ".xls":
        return "text"
    return by_name
