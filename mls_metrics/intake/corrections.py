"""Rows that were set aside, in the shape they came in: to be corrected and brought again."""

from collections.abc import Iterable, Iterator, Sequence

from mls_metrics.intake.headers import Headers
from mls_metrics.intake.parts import Part, rows_of
from mls_metrics.model.source import SetAside

CORRECTION = "set aside: "
COLUMNS = (f"{CORRECTION}row", f"{CORRECTION}column", f"{CORRECTION}reason")
REPEATED = {"total row", "headers repeated"}


def rows_to_correct(part: Part, headers: Headers, items: Iterable[SetAside]) -> Iterator[list[str]]:
    """The header rows and every record with something set aside, with row, column and reason.

    Lines that are no records (totals, repeated headers) are left out: there is nothing to correct.
    """
    said: dict[int, list[SetAside]] = {}
    for item in items:
        if item.reason not in REPEATED:
            said.setdefault(item.row, []).append(item)
    last = max(said, default=0)
    width = len([cell for cell in headers.cells if not cell.startswith("melted ")])
    for number, cells in enumerate(rows_of(part), start=1):
        if number > max(last, headers.last_row):
            return
        row = [*cells, *[""] * (width - len(cells))]
        if number == headers.row:
            yield [*row, *COLUMNS]
        elif headers.row < number <= headers.last_row:
            yield [*row, *("",) * len(COLUMNS)]
        elif number in said:
            yield [*row, str(number), *together(said[number])]


def together(items: Sequence[SetAside]) -> tuple[str, str]:
    """Columns and reasons of one record."""
    columns = dict.fromkeys(item.column for item in items if item.column)
    reasons = dict.fromkeys(item.reason for item in items)
    return ", ".join(columns), ", ".join(reasons)
