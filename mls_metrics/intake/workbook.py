"""Workbooks to plain rows, in a process of its own: a hostile sheet ends that process, not ours.

Run as ``python -m mls_metrics.intake.workbook SOURCE FOLDER``: writes one CSV per visible sheet and
``sheets.json``. A 1.4 kB sheet whose only cells are its two corners asks the reader for 512 GiB,
and the reader then aborts; no exception can be caught, so the limit is on the process.
"""

import contextlib
import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from mls_metrics.errors import UnreadableFileError
from mls_metrics.model.progress import UNPACK, Tell, tell_nobody

MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 3 << 30, 300, 600
UNPACKED_BYTES, ENTRIES, RATIO = 2 << 30, 10_000, 400
RATIO_MATTERS_FROM = 50 << 20
SHARE, TELL_SECONDS, TOLD_ROWS = "share.txt", 0.2, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One visible sheet as a CSV file of its rows."""

    name: str
    path: Path


def read_workbook(path: Path, folder: Path, *, tell: Tell = tell_nobody) -> list[Sheet]:
    """Every visible sheet with something in it, in the workbook's order.

    Raises
    ------
    UnreadableFileError
        A damaged or protected workbook, or one that needs more than the limits allow.
    """
    refuse_bombs(path)
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "mls_metrics.intake.workbook", str(path), str(folder)]
    paths = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    code, said = run_told(command, environment, folder, tell)
    if code is None:
        raise broken(path, "Reading it took too long.")
    index = folder / "sheets.json"
    if code != 0 or not index.is_file():
        known = said[-1] if said and code == 1 else ""
        raise broken(path, known or "Reading it needed more memory or time than allowed.")
    names = json.loads(index.read_text(encoding="utf-8"))
    return [Sheet(name=name, path=folder / file) for name, file in names]


def run_told(
    command: list[str], environment: dict[str, str], folder: Path, tell: Tell
) -> tuple[int | None, list[str]]:
    """Run a reader while telling how far it is: its code, None where it took too long, its words.

    What `tell` raises ends the reader.
    """
    errors = folder / "errors.txt"
    with errors.open("wb") as sink:
        process = subprocess.Popen(command, env=environment, stdout=sink, stderr=sink)  # noqa: S603
        end = monotonic() + WALL_SECONDS
        try:
            while process.poll() is None and monotonic() < end:
                tell(UNPACK, share_done(folder / SHARE))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(TELL_SECONDS)
        finally:
            is_late = process.poll() is None
            process.kill()
            process.wait()
    said = errors.read_bytes().decode("utf-8", "replace").strip().splitlines()
    return (None if is_late else process.returncode), said


def share_done(path: Path) -> float:
    """How far the reader says it is."""
    try:
        return float(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0.0


def broken(path: Path, found: str) -> UnreadableFileError:
    """The error for a workbook that cannot be read."""
    return UnreadableFileError(
        f"The workbook '{path.name}' could not be read.",
        found,
        "Open it in a spreadsheet program and save it again, or export it as CSV.",
    )


def refuse_bombs(path: Path) -> None:
    """Refuse a workbook that unpacks to far more than a real one would."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise broken(path, "Its archive is damaged.") from error
    size = sum(entry.file_size for entry in entries)
    packed = max(path.stat().st_size, 1)
    is_dense = size > RATIO_MATTERS_FROM and size / packed > RATIO
    if size > UNPACKED_BYTES or len(entries) > ENTRIES or is_dense:
        raise broken(path, f"It would unpack to {size / 1e6:,.0f} MB.")


def as_text(value: Any) -> str:
    """A cell as text: dates ISO, whole numbers without a point, durations in hours."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return repr(value.total_seconds() / 3600)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def limit_this_process() -> None:
    """Bound memory and time where the platform can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the check of declared sizes stays
        return
    for limit, bound in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        hard = resource.getrlimit(limit)[1]
        allowed = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(limit, (allowed, hard))
        except (OSError, ValueError):  # macOS refuses a limit on address space
            continue


def write_sheet(rows: Iterable[list[Any]], path: Path, *, height: int = 0) -> bool:
    """Write a sheet's rows, saying beside them how far it is; True where any cell holds something.

    Parameters
    ----------
    height : int
        How many rows there are.
    """
    filled = False
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number, row in enumerate(rows):
            if number % TOLD_ROWS == 0:
                share = str(number / max(height, number, 1))
                path.with_name(SHARE).write_text(share, encoding="utf-8")
            cells = [as_text(value) for value in row]
            filled = filled or any(cells)
            writer.writerow(cells)
    return filled


def main(source: str, folder: str) -> int:
    """Write the sheets of a workbook below `folder`."""
    limit_this_process()
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    names: list[tuple[str, str]] = []
    try:
        workbook = CalamineWorkbook.from_path(source)
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.visible != SheetVisibleEnum.Visible:
                continue
            path = Path(folder) / f"sheet{number}.csv"
            read = workbook.get_sheet_by_name(sheet.name)
            if write_sheet(read.iter_rows(), path, height=read.height):
                names.append((sheet.name, path.name))
    except (CalamineError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}".rstrip(".") + ".\n")
        return 1
    (Path(folder) / "sheets.json").write_text(json.dumps(names), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
