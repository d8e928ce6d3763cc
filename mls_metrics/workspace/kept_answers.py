"""Answers kept beside the database they were worked out from, so that a second start is quick.

Only this program writes into the folder of a workspace, which is as trusted as its database: an
answer is read back whole, and one that another version or other code wrote is never looked at.
"""

import hashlib
import pickle
import sys
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from mls_metrics.model.decision import Assessment
from mls_metrics.version import __version__

FOLDER, KEPT = "kept_answers", 3


@cache
def code_sha256() -> str:
    """Fingerprint of the code that computes, by its files' sizes and times: other code, others."""
    root = Path(str(files("mls_metrics")))
    seen = hashlib.sha256(f"{__version__}{sys.version}".encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml", ".sql"}:
            about = path.stat()
            name = path.relative_to(root).as_posix()
            seen.update(f"{name}|{about.st_size}|{about.st_mtime_ns}".encode())
    return seen.hexdigest()


def key_of(*parts: object) -> str:
    """A name for what was worked out from these parts by this code."""
    said = "|".join(
        part.isoformat() if isinstance(part, date) else str(part)
        for part in (*parts, code_sha256())
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def save(directory: Path, key: str, assessment: Assessment) -> None:
    """Keep an answer; the oldest beyond a few go. A full disk costs the keeping, nothing else."""
    folder = directory / FOLDER
    partial = folder / f"{key}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(pickle.dumps(assessment, protocol=5))
        partial.replace(folder / f"{key}.kept")
        for path in sorted(folder.glob("*.kept"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            path.unlink(missing_ok=True)
    except OSError:
        partial.unlink(missing_ok=True)


def load(directory: Path, key: str) -> Assessment | None:
    """The kept answer of that key; None where there is none that can be read."""
    try:
        found = pickle.loads((directory / FOLDER / f"{key}.kept").read_bytes())  # noqa: S301
    except (OSError, ValueError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        return None
    return found if isinstance(found, Assessment) else None
