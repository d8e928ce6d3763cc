"""What was handed over: which files, of which kind, with which fingerprint."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.errors import NothingUsableError
from mls_metrics.model.progress import FINGERPRINT, Watcher, telling

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
    ".zip": "archive",
    ".gz": "archive",
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


def receive(
    paths: Iterable[Path],
    *,
    names: Mapping[Path, str] | None = None,
    watcher: Watcher | None = None,
) -> list[Received]:
    """Every file below the given paths, in the order of their names.

    A file is called by its own name, or by what `names` says of it.

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
            found[path] = (names or {}).get(path, path.name)
        else:
            raise NothingUsableError(
                f"'{path.name or path}' could not be found.",
                "There is no such file or folder.",
                "Check the name and its folder.",
            )
    if not found:
        raise NothingUsableError(
            "There is no file in what was given.",
            "The folder is empty or holds hidden files only.",
            "Name a file, or a folder that holds exports.",
        )
    taken = [describe(path, name, watcher=watcher) for path, name in found.items()]
    return sorted(taken, key=lambda item: (item.name, item.sha256))


def describe(path: Path, name: str, *, watcher: Watcher | None = None) -> Received:
    """What is handed over in one file."""
    size, tell = path.stat().st_size, telling(watcher, name)

    def told(done: int) -> None:
        tell(FINGERPRINT, done / max(size, 1))

    sha256 = fingerprint(path, told=told)
    return Received(path=path, name=name, sha256=sha256, kind=kind_of(path), size=size)


def is_visible(path: Path, root: Path) -> bool:
    """False for hidden files and for the lock files that spreadsheet programs leave."""
    return not any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)


def fingerprint(path: Path, *, told: Callable[[int], None] | None = None) -> str:
    """SHA-256 of the file's bytes; `told` hears how many have been read."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if told is not None:
                told(done)
    return digest.hexdigest()


def kind_of(path: Path) -> str:
    """What a file is (`KINDS`, or other): by its first bytes where they tell, else by name.

    Some systems call tab-separated text ``.xls``, and people rename workbooks to ``.csv``.
    """
    by_name = KINDS.get(path.suffix.lower(), "other")
    if by_name == "other":
        return by_name
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == PARQUET:
        return "parquet"
    if by_name == "archive" and path.suffix.lower() == ".gz":
        return by_name
    if head == ZIP and by_name != "workbook":
        return "workbook" if holds_workbook(path) else "archive"
    if head in (ZIP, OLE):
        return "workbook"
    if by_name == "workbook" and path.suffix.lower() == ".xls":
        return "text"
    return by_name


def holds_workbook(path: Path) -> bool:
    """True for a zip file that is a workbook under another name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False
