"""Several tables on one sheet, one below the other: where each begins.

Conservative: blank rows inside a table, titles and filters above it, totals below it and a
repeated header row do not begin a new one. A new table begins below a blank row with a row of
three or more different words that does not fit the columns of the table above.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mls_metrics.intake.dates import looks_like_date
from mls_metrics.intake.vocabulary import is_total_row, normal

NARROWEST, TITLES, HEAD_ROWS, MOSTLY = 3, 3, 8, 0.8
SIGNS = str.maketrans("", "", "$€£%.,-+ '()/:")


@dataclass(slots=True)
class Stretch:
    """Rows between blank ones: where they stand, the first of them, and what its columns hold."""

    start: int
    end: int = 0
    head: list[list[str]] = field(default_factory=list)
    filled: dict[int, int] = field(default_factory=dict)
    values: dict[int, int] = field(default_factory=dict)

    def take(self, cells: list[str]) -> None:
        """Add a row."""
        if len(self.head) < HEAD_ROWS:
            self.head.append(cells)
            return
        self.note(cells)

    def note(self, cells: Sequence[str]) -> None:
        """Note which columns of a data row hold something, and which a value."""
        for place, cell in enumerate(cells):
            if cell:
                self.filled[place] = self.filled.get(place, 0) + 1
                self.values[place] = self.values.get(place, 0) + is_value(cell)


@dataclass(slots=True)
class Table:
    """A table so far: its header and what its columns hold."""

    start: int
    end: int
    header: list[str]
    stretch: Stretch

    def fits(self, cells: Sequence[str]) -> bool:
        """True for a row that may be one of this table's records."""
        places = {place for place, cell in enumerate(cells) if cell}
        own = {place for place, cell in enumerate(self.header) if cell}
        typed = [
            place
            for place in places & own
            if self.stretch.values.get(place, 0)
            >= MOSTLY * max(1, self.stretch.filled.get(place, 0))
        ]
        if typed:
            return any(is_value(cells[place]) for place in typed)
        return places <= own


def blocks(rows: Iterable[Sequence[str]]) -> list[tuple[int, int]]:
    """The tables of a sheet as ranges of row indices, the end not included; one where in doubt.

    Together they cover all rows: what stands above the first table and between two of them belongs
    to the table below it, what stands below the last one to it.
    """
    found: list[Table] = []
    last = 0
    for stretch in stretches(rows):
        last = stretch.end
        at = header_at(stretch)
        current = found[-1] if found else None
        header = stretch.head[at] if at is not None else []
        is_new = at is not None and (
            current is None or (not is_same(header, current.header) and not current.fits(header))
        )
        if at is not None and is_new:
            for row in stretch.head[at + 1 :]:
                stretch.note(row)
            start = stretch.start if found else 0
            found.append(Table(start=start, end=stretch.end, header=header, stretch=stretch))
        elif current is not None:
            for row in stretch.head:
                current.stretch.note(row)
    starts = [table.start for table in found] or [0]
    return list(zip(starts, [*starts[1:], last], strict=True))


def stretches(rows: Iterable[Sequence[str]]) -> Iterator[Stretch]:
    """The stretches of rows that hold something."""
    current: Stretch | None = None
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if any(cells):
            current = current or Stretch(start=number)
            current.take(cells)
            current.end = number + 1
        elif current is not None:
            yield current
            current = None
    if current is not None:
        yield current


def header_at(stretch: Stretch) -> int | None:
    """Which of the first rows is a header with a record below it; titles may stand above it."""
    for at, cells in enumerate(stretch.head[: TITLES + 1]):
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            continue
        is_wide = len(filled) >= NARROWEST and not is_total_row([filled[0], "", "", ""])
        is_distinct = len({normal(cell) for cell in filled}) == len(filled)
        if not is_wide or not is_distinct or any(map(is_value, filled)):
            return None
        below = stretch.head[at + 1 : at + 2]
        own = {place for place, cell in enumerate(cells) if cell}
        fits = [len(own & {p for p, cell in enumerate(row) if cell}) >= 2 for row in below]
        return at if any(fits) else None
    return None


def is_same(cells: Sequence[str], header: Sequence[str]) -> bool:
    """True for a header row that is repeated."""
    return [normal(cell) for cell in cells if cell] == [normal(cell) for cell in header if cell]


def is_value(cell: str) -> bool:
    """True for a number, a date, an address or an id with digits rather than a word."""
    if "@" in cell or looks_like_date(cell):
        return True
    bare = cell.translate(SIGNS)
    digits = sum(sign.isdigit() for sign in bare)
    return digits > 0 and digits * 2 >= len(bare)
