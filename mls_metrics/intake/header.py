"""Where the header row stands, below titles and filters that systems print above it."""

from collections.abc import Sequence

from mls_metrics.intake.dates import looks_like_date
from mls_metrics.intake.layouts import Layout
from mls_metrics.intake.recognise import HEADER_ROWS, Headers, recognise
from mls_metrics.intake.vocabulary import normal

SAMPLE_ROWS = 200
OFTEN = 0.5


def find_headers(
    rows: Sequence[list[str]], *, named: str, remembered: Sequence[Layout] = ()
) -> tuple[Headers, tuple[Layout, ...]]:
    """The header row among the first rows, and the layouts that fit it.

    A row that a layout fits is the header; only where none does, rows are scored by how much they
    look like one.

    Parameters
    ----------
    rows : sequence of list of str
        The first records of the file, trimmed, from its very first one.
    """
    candidates = range(min(HEADER_ROWS, len(rows)))
    for number in candidates:
        if sum(map(bool, rows[number])):
            headers = headers_at(rows, number)
            layouts = recognise(headers, named=named, remembered=remembered)
            if layouts:
                return headers, layouts
    best = max(candidates, key=lambda number: (header_score(rows, number), -number), default=0)
    return headers_at(rows, best), ()


def headers_at(rows: Sequence[list[str]], number: int) -> Headers:
    """The headers at one row, widened where values often stand to the right of the last one."""
    below = [row for row in rows[number + 1 : number + 1 + SAMPLE_ROWS] if any(row)]
    cells = list(rows[number]) if number < len(rows) else []
    wider = [last_filled(row) for row in below if last_filled(row) > len(cells)]
    if len(wider) > OFTEN * len(below):
        cells += [""] * (max(wider) - len(cells))
    return Headers(row=number + 1, cells=tuple(cells), sample=tuple(map(tuple, below)))


def last_filled(cells: Sequence[str]) -> int:
    """One more than the position of the last cell that holds something."""
    return max((position + 1 for position, cell in enumerate(cells) if cell), default=0)


def header_score(rows: Sequence[list[str]], number: int) -> float:
    """How much a row looks like headers: filled, distinct, words, with values below."""
    cells = rows[number]
    filled = [cell for cell in cells if cell]
    if not filled:
        return -1.0
    width = max(last_filled(row) for row in rows)
    words = sum(not is_value(cell) for cell in filled) / len(filled)
    distinct = len({normal(cell) for cell in filled}) / len(filled)
    below = rows[number + 1 : number + 6]
    fill_below = sum(last_filled(row) >= 0.5 * len(filled) for row in below) / max(1, len(below))
    return 2 * len(filled) / max(1, width) + words + distinct + fill_below


def is_value(cell: str) -> bool:
    """True for a cell that is a number or a date rather than a name."""
    bare = cell.strip("$€£% ").replace(",", "").replace(".", "").replace("-", "")
    return bare.isdigit() or looks_like_date(cell)
