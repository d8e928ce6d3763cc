"""How far an import is, for whoever waits for it and may call it off."""

from collections.abc import Callable
from dataclasses import dataclass

FINGERPRINT, UNPACK, COPY, READ = "fingerprint", "unpack", "copy", "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step of one file: `share` of it is done, from 0 to 1.

    Steps are ``fingerprint`` (which file it is), ``unpack`` (a workbook or archive to text),
    ``copy`` (the clean copy and its evidence) and ``read`` (values into the tables).
    """

    file: str
    step: str
    share: float


# Told often; what it raises calls the import off, best a CancelledError.
Watcher = Callable[[Progress], None]
Tell = Callable[[str, float], None]


def telling(watcher: Watcher | None, file: str) -> Tell:
    """Tells a watcher of one file's steps; nothing where nobody waits."""

    def tell(step: str, share: float) -> None:
        if watcher is not None:
            watcher(Progress(file=file, step=step, share=min(max(share, 0.0), 1.0)))

    return tell


def tell_nobody(_step: str, _share: float) -> None:
    """Where nobody waits."""
