"""Workbooks to plain rows, in a process of its own: a hostile sheet ends that process, not ours.

Run as ``python -m mls_metrics.intake.workbook SOURCE FOLDER``: writes one CSV per visible sheet and
``sheets.json``. Cells are written as they are shown where that tells more than the value: 000123,
85%, 25:03:00; the value of cells merged downwards is written in each of their rows.

A 1.4 kB sheet whose only cells are its two corners asks the reader for 512 GiB,
and the reader then aborts; no exception can be caught, so the limit is on the process.
"""

import contextlib
import csv
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from mls_metrics.errors import UnreadableFileError
from mls_metrics.intake.sheet_xml import Book, SheetLook, Shown, read_book, shown_cells
from mls_metrics.model.progress import UNPACK, Tell, tell_nobody

MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 3 << 30, 300, 600
UNPACKED_BYTES, ENTRIES, RATIO = 2 << 30, 10_000, 400
RATIO_MATTERS_FROM = 50 << 20
HEADER_ROWS = 4
HIDDEN = [
    chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xAD)
]
SHARE, TELL_SECONDS, TOLD_ROWS = "share.txt", 0.2, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One visible sheet as a CSV file of its rows, and what its cells do not say.

    `hidden_sheets` names the sheets of the workbook that were not read, on its first sheet only.
    """

    name: str
    path: Path
    hidden_rows: int = 0
    unsaved_formulas: int = 0
    has_hidden_signs: bool = False
    counts_from_1904: bool = False
    is_cut: bool = False
    hidden_sheets: tuple[str, ...] = ()


@dataclass(slots=True)
class Written:
    """What was noticed while a sheet was written."""

    is_filled: bool = False
    has_hidden_signs: bool = False


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
    said = json.loads(index.read_text(encoding="utf-8"))
    hidden = tuple(said["hidden"])
    return [
        Sheet(
            path=folder / item.pop("file"),
            counts_from_1904=said["counts_from_1904"],
            hidden_sheets=hidden if number == 0 else (),
            **item,
        )
        for number, item in enumerate(said["sheets"])
    ]


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
    """A cell as text: dates ISO, whole numbers without a point, durations as on a clock.

    A number with three decimals gets a fourth, so that nobody takes 1.234 for a thousand.
    """
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
        return clock(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = str(value)
    return f"{text}0" if isinstance(value, float) and text[-4:-3] == "." else text


def clock(value: timedelta) -> str:
    """A duration in hours, minutes and seconds."""
    seconds = round(value.total_seconds(), 3)
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(int(minutes), 60)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{rest:06.3f}".removesuffix(".000")


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


def write_sheet(sheet: Any, path: Path, shown: Iterator[tuple[int, int, Shown]]) -> Written:
    """Write a sheet's rows, numbers in `shown` by their formats, merged cells in every row."""
    done = Written()
    first = sheet.start[1] if sheet.start else 0
    merged = merged_downwards(list(sheet.merged_cell_ranges or ()))
    running: dict[int, tuple[int, int, str]] = {}
    coming = next(shown, None)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number, row in enumerate(told(sheet, path.with_name(SHARE))):
            cells = [as_text(value) for value in row]
            while coming is not None and coming[0] <= number:
                show(cells, row, number, first, coming)
                coming = next(shown, None)
            for column, last, moves in merged.get(number, ()):
                place = column - first
                if 0 <= place < len(cells):
                    running[place] = (last if moves else number, last, cells[place])
                    cells[place] = "" if moves else cells[place]
            if running:
                fill_down(cells, running, number)
            done.is_filled = done.is_filled or any(cells)
            done.has_hidden_signs = done.has_hidden_signs or hides_signs("".join(cells))
            writer.writerow(cells)
    for _ in shown:  # what stands below the last value still counts
        pass
    return done


def told(sheet: Any, place: Path) -> Iterator[list[Any]]:
    """The rows of a sheet; how far they are is written to a file that the parent process reads."""
    for number, row in enumerate(sheet.iter_rows()):
        if number % TOLD_ROWS == 0:
            place.write_text(str(number / max(sheet.height, 1)), encoding="utf-8")
        yield row


def fill_down(cells: list[str], running: dict[int, tuple[int, int, str]], number: int) -> None:
    """Write the text of merged cells into a row, and forget those that end here."""
    for place, (begins, last, text) in list(running.items()):
        if number >= begins:
            cells[place] = cells[place] or text
        if number >= last:
            del running[place]


def show(
    cells: list[str], row: list[Any], number: int, first: int, cell: tuple[int, int, Shown]
) -> None:
    """Put a number as its format shows it in the place of the plain one."""
    at, column, format_ = cell
    place = column - first
    if at != number or not 0 <= place < len(row):
        return
    value = row[place]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        cells[place] = format_.text(value) or cells[place]


def merged_downwards(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, list[tuple[int, int, bool]]]:
    """By their first row: column and last row of cells merged downwards, and whether text moves.

    Beside cells merged to the right stand headers of groups: the header of a column that has no
    group belongs to the row of the columns' own headers, the last one of its merged cells.
    """
    found: dict[int, list[tuple[int, int, bool]]] = {}
    groups = {top for (top, left), (_, right) in ranges if right > left}
    for (top, left), (bottom, right) in ranges:
        if left == right and bottom > top:
            moves = top in groups and bottom - top < HEADER_ROWS
            found.setdefault(top, []).append((left, bottom, moves))
    return found


def hides_signs(text: str) -> bool:
    """True where signs without width stand in a text."""
    return not text.isascii() and any(sign in text for sign in HIDDEN)


def book_of(source: str) -> tuple[zipfile.ZipFile | None, Book]:
    """The archive of a workbook and its parts; none for workbooks of the old kind."""
    nothing = Book(places={}, formats={}, counts_from_1904=False)
    if not zipfile.is_zipfile(source):
        return None, nothing
    archive = zipfile.ZipFile(source)
    return archive, read_book(archive)


def main(source: str, folder: str) -> int:
    """Write the sheets of a workbook below `folder`."""
    limit_this_process()
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    sheets: list[dict[str, Any]] = []
    hidden: list[str] = []
    try:
        workbook = CalamineWorkbook.from_path(source)
        archive, book = book_of(source)
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            path, look = Path(folder) / f"sheet{number}.csv", SheetLook()
            shown: Iterator[tuple[int, int, Shown]] = iter(())
            if archive is not None:
                shown = shown_cells(archive, book.places.get(sheet.name, ""), book.formats, look)
            done = write_sheet(workbook.get_sheet_by_name(sheet.name), path, shown)
            if done.is_filled:
                said = {"name": sheet.name, "file": path.name, **asdict(look)}
                sheets.append(said | {"has_hidden_signs": done.has_hidden_signs})
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        sys.stderr.write(f"{error}".rstrip(".") + ".\n")
        return 1
    said_of_all = {"sheets": sheets, "hidden": hidden, "counts_from_1904": book.counts_from_1904}
    (Path(folder) / "sheets.json").write_text(json.dumps(said_of_all), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
