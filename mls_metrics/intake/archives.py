"""Archives (.zip, .gz) to the files in them, within bounds and never under their own paths."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from mls_metrics.errors import UnreadableFileError
from mls_metrics.intake.receive import CHUNK, Received, describe
from mls_metrics.model.progress import UNPACK, Tell, tell_nobody

UNPACKED_BYTES, ENTRIES = 8 << 30, 200
RATIO, RATIO_MATTERS_FROM = 400, 50 << 20
HIDDEN = (".", "~$", "__MACOSX")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""


def unpack(received: Received, folder: Path, *, tell: Tell = tell_nobody) -> list[Received]:
    """The files of an archive, each named after it; archives inside are not opened.

    Raises
    ------
    UnreadableFileError
        A damaged or locked archive, or one that unpacks to more than the bounds allow.
    """
    folder.mkdir(parents=True, exist_ok=True)
    bound = Bound(received, tell)
    found: list[Received] = []
    try:
        if received.path.suffix.lower() == ".gz":
            members = members_of_gzip(received)
        else:
            members = members_of_zip(received)
        for number, (name, stream) in enumerate(members):
            target = folder / f"{number}{Path(name).suffix.lower()}"
            bound.copy(stream, target)
            found.append(describe(target, f"{received.name}/{name}"))
    except DAMAGED as error:
        raise broken(received.name, f"Its archive is damaged or locked: {error}.") from error
    return found


def broken(name: str, found: str) -> UnreadableFileError:
    """The error for an archive that cannot be opened."""
    return UnreadableFileError(
        f"The archive '{name}' could not be read.", found, "Unpack it and add the files in it."
    )


def members_of_gzip(received: Received) -> Iterator[tuple[str, Stream]]:
    """The one file of a .gz."""
    with gzip.open(received.path) as stream:
        yield Path(received.name).stem, stream


def members_of_zip(received: Received) -> Iterator[tuple[str, Stream]]:
    """The visible files of a .zip in the order of their names."""
    with zipfile.ZipFile(received.path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > ENTRIES:
            raise broken(received.name, f"It holds {len(entries):,} files.")
        for entry in sorted(entries, key=lambda entry: entry.filename):
            parts = safe_parts(entry.filename)
            if parts and not any(part.startswith(HIDDEN) for part in parts):
                with archive.open(entry) as stream:
                    yield "/".join(parts), stream


def safe_parts(name: str) -> list[str]:
    """The parts of a member's name that are names: no root, no drive, no way up."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return [part for part in parts if part not in ("/", "..", ".") and not part.endswith(":")]


class Bound:
    """Counts what really comes out of an archive, whatever it declares."""

    def __init__(self, received: Received, tell: Tell) -> None:
        self._received, self._tell = received, tell
        self._written = 0

    def copy(self, stream: Stream, target: Path) -> None:
        """Write one file; refuse what goes beyond the bounds."""
        with target.open("wb") as out:
            while piece := stream.read(CHUNK):
                self._written += len(piece)
                ratio = self._written / max(self._received.size, 1)
                is_dense = self._written > RATIO_MATTERS_FROM and ratio > RATIO
                if self._written > UNPACKED_BYTES or is_dense:
                    said = f"It would unpack to more than {self._written / 1e6:,.0f} MB."
                    raise broken(self._received.name, said)
                out.write(piece)
                self._tell(UNPACK, 0.0)
