"""The sample company in a workspace of its own, kept between starts where that is possible."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from mls_metrics.errors import WorkspaceBusyError
from mls_metrics.workspace.kept_answers import code_sha256
from mls_metrics.workspace.workspace import Workspace


def open_sample(paths: Sequence[Path], place: Path | None) -> Workspace:
    """A workspace of these files alone.

    Parameters
    ----------
    paths : sequence of Path
        The sample's files.
    place : Path or None
        The folder in which it is kept, read once for the same files and code. In memory where
        it is None, where the disk refuses, or where another process has it open.
    """
    if place is not None:
        name = sample_key(paths)
        try:
            for other in place.glob("*"):
                if other.name != name:
                    shutil.rmtree(other, ignore_errors=True)
            workspace = Workspace.open(place / name)
        except (WorkspaceBusyError, OSError):
            pass
        else:
            if not workspace.imports():
                workspace.add(paths)
            return workspace
    workspace = Workspace.open(None)
    workspace.add(paths)
    return workspace


def sample_key(paths: Sequence[Path]) -> str:
    """Fingerprint of the sample's files, by their sizes and times, and of the code."""
    seen = hashlib.sha256(code_sha256().encode())
    for path in sorted(paths):
        about = path.stat()
        seen.update(f"{path.name}|{about.st_size}|{about.st_mtime_ns}".encode())
    return seen.hexdigest()[:16]
