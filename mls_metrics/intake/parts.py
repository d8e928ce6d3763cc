"""The tables inside one file: its sheets, the tables on a sheet, objects laid out as rows."""

import csv
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mls_metrics.intake.blocks import blocks
from mls_metrics.intake.objects import WHOLE_BYTES, expanded, holds_objects, json_to_csv
from mls_metrics.intake.receive import Received
from mls_metrics.intake.recognise import HEADER_ROWS
from mls_metrics.intake.sniff import Sniffed, read_rows, sniff
from mls_metrics.intake.workbook import Sheet, read_workbook
from mls_metrics.model.progress import Tell, tell_nobody

PLAIN = Sniffed(encoding="utf-8", codec="utf-8", delimiter=",")
BLOCK_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one sheet (or of the whole file) and how they are written."""

    sheet: str | None
    path: Path
    sniffed: Sniffed
    inside: Sheet | None = None
    start: int = 0
    end: int | None = None


def parts_of(received: Received, folder: Path, *, tell: Tell = tell_nobody) -> list[Part]:
    """The sheets of a file. Parquet is expected as a CSV of plain rows at `received.path`."""
    if received.kind == "workbook":
        sheets = read_workbook(received.path, folder / "sheets", tell=tell)
        return [part_of_sheet(sheet) for sheet in sheets]
    if received.kind == "parquet":
        return [Part(sheet=None, path=received.path, sniffed=PLAIN)]
    if received.kind == "json":
        rows = json_to_csv(received.path, folder / "objects.csv")
        return [Part(sheet=None, path=rows, sniffed=PLAIN)]
    return [opened(Part(sheet=None, path=received.path, sniffed=sniff(received.path)), folder)]


def part_of_sheet(sheet: Sheet) -> Part:
    """A sheet of a workbook as a part."""
    sniffed = replace(PLAIN, has_hidden=sheet.has_hidden_signs)
    return Part(sheet=sheet.name, path=sheet.path, sniffed=sniffed, inside=sheet)


def opened(part: Part, folder: Path) -> Part:
    """A text file whose cells hold JSON objects, with one column per name inside them."""
    head = list(itertools.islice(rows_of(part), HEADER_ROWS))
    if not holds_objects(head) or part.path.stat().st_size > WHOLE_BYTES:
        return part
    rows = rows_of(part)
    target = folder / "opened.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(expanded(rows, next(rows)))
    return Part(sheet=None, path=target, sniffed=PLAIN)


def rows_of(part: Part) -> Iterator[list[str]]:
    """Every record of a part by its place in the file.

    The line that names the separator is empty, and so are the records above a part that begins
    further down.
    """
    rows = read_rows(part.path, part.sniffed)
    if part.sniffed.says_delimiter:
        next(rows, None)
        yield []
    for _ in range(part.start):
        next(rows, None)
        yield []
    yield from itertools.islice(rows, None if part.end is None else part.end - part.start)


def tables_of(part: Part, is_known: Callable[[Sequence[list[str]]], bool]) -> list[Part]:
    """The tables that stand one below the other on a sheet, each as a part of its own.

    Only where two of them at least are known: what is not known goes with the table below it.

    Parameters
    ----------
    is_known : callable
        Whether some rows, from their header on, are a table that is recognized.
    """
    rows = [[cell.strip() for cell in row] for row in itertools.islice(rows_of(part), BLOCK_ROWS)]
    found = blocks(rows) if len(rows) < BLOCK_ROWS else []
    if len(found) < 2:
        return [part]
    known = [is_known(rows[start:end]) for start, end in found]
    if sum(known) < 2:
        return [part]
    parts: list[Part] = []
    begins: int | None = None
    for (start, end), is_own in zip(found, known, strict=True):
        begins = start if begins is None else begins
        if is_own:
            parts.append(replace(part, start=begins, end=end))
            begins = None
    if begins is not None:
        parts.append(replace(part, start=begins, end=len(rows)))
    return parts
