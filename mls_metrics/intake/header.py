"""Where the header row stands, below titles and filters that systems print above it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mls_metrics.intake.dates import looks_like_date
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import Layout
from mls_metrics.intake.recognise import HEADER_ROWS, recognise
from mls_metrics.intake.vocabulary import normal

SAMPLE_ROWS = 200
MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
OFTEN = 0.5


def find_headers(
    rows: Sequence[list[str]],
    *,
    named: str,
    filed: str = "",
    sheet: str = "",
    remembered: Sequence[Layout] = (),
) -> tuple[Headers, tuple[Layout, ...]]:
    """The header row among the first rows, and the layouts that fit it.

    A row that a layout fits is the header; only where none does, rows are scored by how much they
    look like one.

    Parameters
    ----------
    rows : sequence of list of str
        The first records of the file, trimmed, from its very first one.
    named, filed, sheet : str
        The sheet's name where it says what it holds, else the file's; the file's; the sheet's.
    """
    candidates = range(min(HEADER_ROWS, len(rows)))
    for number in candidates:
        if sum(map(bool, rows[number])):
            headers = replace(headers_at(rows, number), named=filed, sheet=sheet)
            layouts = recognise(headers, named=named, remembered=remembered)
            if layouts:
                return widened(headers, layouts[0], rows), layouts
    best = max(candidates, key=lambda number: (header_score(rows, number), -number), default=0)
    return replace(headers_at(rows, best), named=filed, sheet=sheet), ()


def widened(headers: Headers, layout: Layout, rows: Sequence[list[str]]) -> Headers:
    """The headers with the further header rows that the layout has, as far as they are there."""
    first = headers.row - 1
    count = 1
    while count < layout.header_rows and first + count < len(rows):
        if is_data(rows[first + count]):
            break
        count += 1
    width = len(headers.cells)
    block = [
        [*rows[first + n][:width], *[""] * (width - len(rows[first + n]))] for n in range(count)
    ]
    cells = list(headers.cells)
    texts = block[min(layout.text_row, count) - 1] if layout.text_row > 1 else []
    if layout.fill_right and count > 1:
        texts = filled_right(block[0], block[1])
        cells = [own or text for own, text in zip(cells, texts, strict=True)]
    return replace(
        headers,
        cells=tuple(cells),
        rows=count,
        texts=tuple(texts),
        sample=tuple(map(tuple, (row for row in rows[first + count :][:SAMPLE_ROWS] if any(row)))),
        known={},
    )


def filled_right(questions: Sequence[str], options: Sequence[str]) -> list[str]:
    """What each column is about where a blank header belongs to the one left of it."""
    found: list[str] = []
    question = ""
    for own, option in zip(questions, options, strict=True):
        question = own or question
        is_own = normal(option) in ("response", "open ended response", "")
        found.append(question if is_own else f"{question} - {option}" if question else option)
    return found


def is_data(cells: Sequence[str]) -> bool:
    """True for a row that holds values: numbers, dates or addresses."""
    return any(cell and (is_value(cell) or MAIL.match(cell)) for cell in cells)


def headers_at(rows: Sequence[list[str]], number: int) -> Headers:
    """The headers at one row, widened where values often stand to the right of the last one."""
    below = [row for row in rows[number + 1 : number + 1 + SAMPLE_ROWS] if any(row)]
    cells = list(rows[number]) if number < len(rows) else []
    wider = [last_filled(row) for row in below if last_filled(row) > len(cells)]
    if len(wider) > OFTEN * len(below):
        cells += [""] * (max(wider) - len(cells))
    return Headers(
        row=number + 1,
        cells=tuple(cells),
        sample=tuple(map(tuple, below)),
        above=tuple(map(tuple, rows[:number])),
    )


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
