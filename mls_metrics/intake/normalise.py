"""The clean copy: UTF-8 CSV with ``_row,c0,c1,...``, every cell as trimmed text.

The same pass gathers what the whole file says about its dates, numbers and words, so that no rule
rests on a sample.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from mls_metrics.intake.dates import PREFIX
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.shapes import NOT_A_RECORD, Shape
from mls_metrics.intake.vocabulary import is_total_row
from mls_metrics.model.copying import Copier
from mls_metrics.model.source import SetAside

TOTAL, TOO_LONG, REPEATED = "total row", "more cells than headers", "headers repeated"
TOO_SHORT = "fewer cells than headers"
WRAPPERS = ("=", "'")
KEPT_WORDS, KEPT_CELLS = 20_000, 20_000
LONG_PREFIX = 3 * PREFIX
PLAIN = Shape()


@dataclass(slots=True)
class Clean:
    """A clean copy and what its pass found.

    `set_aside` holds whole rows that are not in the copy; `listed` what is listed although the
    row is kept. `dates`, `numbers` and `words` hold distinct cells by position. A copy that was
    not made here is asked through its `copier`.
    """

    path: Path
    rows: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    listed: list[SetAside] = field(default_factory=list)
    dates: dict[int, set[str]] = field(default_factory=dict)
    numbers: dict[int, set[str]] = field(default_factory=dict)
    words: dict[int, set[str]] = field(default_factory=dict)
    filled: set[int] = field(default_factory=set)
    is_wrapped: bool = False
    copier: Copier | None = field(default=None, repr=False)

    def first_cells(self, positions: Sequence[int], *, limit: int) -> Iterator[tuple[str, ...]]:
        """Cells of some columns of the first rows of the copy."""
        if self.copier is not None:
            yield from self.copier.cells(self.path, positions, limit=limit)
            return
        for row in islice(self._rows(), limit):
            yield tuple(row[position + 1] for position in positions)

    def counts(self, positions: Iterable[int]) -> dict[int, Counter[str]]:
        """How many rows have each cell of some columns."""
        found = {position: Counter[str]() for position in positions}
        if self.copier is not None:
            for position, counted in found.items():
                counted.update(self.copier.counts(self.path, position))
            return found
        for row in self._rows():
            for position, counted in found.items():
                counted[row[position + 1]] += 1
        return found

    def _rows(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8", newline="") as stream:
            yield from islice(csv.reader(stream), 1, None)


def normalise(
    rows: Iterable[list[str]],
    headers: Headers,
    path: Path,
    *,
    roles: Mapping[int, str],
    shape: Shape = PLAIN,
) -> Clean:
    """Write the clean copy of a table and gather its evidence.

    Parameters
    ----------
    rows : iterable of list of str
        Every record of the file from its first one.
    roles : mapping of int to str
        What to gather by position: ``date``, ``number``, ``word``, ``both`` of the two, ``id`` or
        ``fill``.
    shape : Shape
        Rows to leave out and columns that become rows; the copy then has the virtual columns too.
    """
    clean = Clean(path=path)
    kept = {
        "date": (clean.dates,),
        "number": (clean.numbers,),
        "word": (clean.words,),
        "both": (clean.numbers, clean.words),
    }
    for position, role in roles.items():
        for cells_by_position in kept.get(role, ()):
            cells_by_position[position] = set()
    blanks = [position for position, role in roles.items() if role == "fill"]
    ids = [position for position, role in roles.items() if role == "id"]
    width = len(headers.cells)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["_row", *(f"c{position}" for position in range(width))])
        for number, cells in shaped_rows(rows, headers, clean, shape):
            gather(clean, cells, blanks)
            if not clean.is_wrapped and any(cells[place][:1] in WRAPPERS for place in ids):
                clean.is_wrapped = True
            writer.writerow([number, *cells])
            clean.rows += 1
    return clean


def shaped_rows(
    rows: Iterable[list[str]], headers: Headers, clean: Clean, shape: Shape
) -> Iterator[tuple[int, list[str]]]:
    """The rows of the copy: records that can be trusted, in the shape that the layout asks for."""
    if shape.is_plain:
        yield from good_rows(enumerate(rows, start=1), headers, clean)
        return
    own = replace(headers, cells=headers.cells[: shape.width], known={})
    for number, cells in good_rows(enumerate(rows, start=1), own, clean):
        if shape.is_no_record(cells):
            reject(clean, number, own.names, cells, NOT_A_RECORD)
            continue
        for row in shape.rows(cells):
            yield number, row


def good_rows(
    numbered: Iterable[tuple[int, list[str]]], headers: Headers, clean: Clean
) -> Iterator[tuple[int, list[str]]]:
    """Records below the header row that can be trusted, padded to its width, with their number."""
    width = len(headers.cells)
    names = headers.names
    first_header = headers.cells[0] if headers.cells else ""
    needed_width = max((i + 1 for i, cell in enumerate(headers.cells) if cell), default=0)
    for number, row in numbered:
        if number <= headers.last_row or not any(row):
            continue  # a sheet whose last cell is used may have a million rows without anything
        cells = [cell.strip() for cell in row]
        if len(cells) > width:
            extra = "".join(cells[width:])
            del cells[width:]
            if extra:
                reject(clean, number, names, cells, TOO_LONG, value=extra)
                continue
        if not any(cells):
            continue
        if len(cells) < width:
            if len(cells) < needed_width:
                listed = SetAside(row=number, column=names[len(cells)], value="", reason=TOO_SHORT)
                clean.listed.append(listed)
            cells += [""] * (width - len(cells))
        if cells[0] == first_header and first_header and tuple(cells) == headers.cells:
            reject(clean, number, names, cells, REPEATED)
        elif is_total_row(cells):
            reject(clean, number, names, cells, TOTAL)
        else:
            yield number, cells


def reject(
    clean: Clean,
    number: int,
    names: tuple[str, ...],
    cells: list[str],
    reason: str,
    *,
    value: str | None = None,
) -> None:
    """Keep a row out of the copy and list it by its first filled cell, or the value given."""
    position = next((i for i, cell in enumerate(cells) if cell), 0)
    shown = cells[position] if value is None and cells else (value or "")
    column = names[position] if value is None and names else ""
    clean.set_aside.append(SetAside(row=number, column=column, value=shown, reason=reason))


def gather(clean: Clean, cells: list[str], blanks: list[int]) -> None:
    """Keep what a row says about the dates, numbers and words of its columns."""
    for position, dates in clean.dates.items():
        cell = cells[position]
        if cell:
            dates.add(cell[:PREFIX] if cell[0].isdigit() else cell[:LONG_PREFIX])
    for position, numbers in clean.numbers.items():
        cell = cells[position]
        if ("," in cell or "." in cell) and len(numbers) < KEPT_CELLS:
            numbers.add(cell)
    for position, found in clean.words.items():
        if len(found) < KEPT_WORDS:
            found.add(cells[position])
    for position in blanks:
        if cells[position]:
            clean.filled.add(position)
