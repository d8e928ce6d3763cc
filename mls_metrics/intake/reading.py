"""One file from its bytes to reading plans: sniff, find headers, recognise, copy cleanly."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mls_metrics.catalog.load import tables
from mls_metrics.intake.bulk import LARGE_BYTES, copy_large
from mls_metrics.intake.dates import order_by_sense, ordered_pairs
from mls_metrics.intake.header import SAMPLE_ROWS, find_headers
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import UNKNOWN, Layout
from mls_metrics.intake.mapping import proposed_layout
from mls_metrics.intake.normalise import Clean, normalise
from mls_metrics.intake.parts import Part, parts_of, rows_of, tables_of
from mls_metrics.intake.plan import DateOrders, date_orders, make_plan, roles
from mls_metrics.intake.receive import Received
from mls_metrics.intake.recognise import HEADER_ROWS, matches, needed_missing, plain_name
from mls_metrics.intake.shapes import Shape, shape_of, with_virtual
from mls_metrics.intake.sniff import Sniffed
from mls_metrics.intake.workbook import Sheet
from mls_metrics.model.copying import Copier
from mls_metrics.model.progress import COPY, Tell, tell_nobody
from mls_metrics.model.source import (
    ColumnMatch,
    How,
    ImportReport,
    Question,
    ReadPlan,
)

EPOCH_1904 = "1904-01-01"
SENSE_ROWS = 200_000
TOLD_ROWS = 20_000


@dataclass(slots=True)
class TableRead:
    """One sheet of one file, recognised, with its clean copy.

    `order` is the date order settled on; `order_by` how: ``values``, ``sense``, ``others``,
    ``answer`` or ``default``.
    """

    received: Received
    sheet: str | None
    headers: Headers
    layouts: tuple[Layout, ...]
    sniffed: Sniffed
    clean: Clean
    orders: DateOrders
    order: str | None = None
    order_by: str = "values"
    missing: tuple[str, ...] = ()
    shape: Shape = field(default_factory=Shape)
    fiscal_start: int | None = None
    decimal: str | None = None
    questions: list[Question] = field(default_factory=list)
    part: "Part | None" = None

    @property
    def system(self) -> str:
        """The system that the table comes from."""
        return self.layouts[0].system if self.layouts else UNKNOWN

    @property
    def inside(self) -> Sheet | None:
        """What the sheet of a workbook holds besides its values."""
        return self.part.inside if self.part else None

    @property
    def name(self) -> str:
        """The file, with the sheet where there is one."""
        return f"{self.received.name}#{self.sheet}" if self.sheet else self.received.name


def told_rows(rows: Iterator[list[str]], size: int, tell: Tell) -> Iterator[list[str]]:
    """The rows, with word of how far they are; `size` is what they take in bytes."""
    done = 0
    for number, row in enumerate(rows):
        done += sum(map(len, row)) + len(row)
        if number % TOLD_ROWS == 0:
            tell(COPY, done / max(size, 1))
        yield row


def read_file(
    received: Received,
    folder: Path,
    *,
    remembered: Sequence[Layout] = (),
    copier: Copier | None = None,
    tell: Tell = tell_nobody,
) -> list[TableRead]:
    """Every sheet of a file, recognised, with clean copies below `folder`.

    Parameters
    ----------
    copier : Copier, optional
        Copies large regular tables faster than row by row.

    Raises
    ------
    UnreadableFileError
        Where the bytes give no table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: list[TableRead] = []
    parts = parts_of(received, folder, tell=tell)
    if received.kind == "workbook":
        known = partial(is_known, received=received, remembered=remembered)
        parts = [table for part in parts for table in tables_of(part, known)]
    for number, part in enumerate(parts):
        target = folder / f"clean{number}.csv"
        read = read_part(received, part, target, remembered=remembered, copier=copier, tell=tell)
        if read is not None:
            found.append(read)
    return found


def is_known(
    rows: Sequence[list[str]], *, received: Received, remembered: Sequence[Layout]
) -> bool:
    """True for rows that are a table which is recognized."""
    headers, layouts = find_headers(rows, named="", filed=received.name, remembered=remembered)
    return bool(layouts) or proposed_layout(headers) is not None


def read_part(
    received: Received,
    part: Part,
    path: Path,
    *,
    remembered: Sequence[Layout],
    copier: Copier | None = None,
    tell: Tell = tell_nobody,
) -> TableRead | None:
    """One sheet; None where it holds no row at all."""
    first = [
        [cell.strip() for cell in row]
        for row in itertools.islice(
            rows_of(part), part.start, part.start + HEADER_ROWS + SAMPLE_ROWS
        )
    ]
    if not any(any(row) for row in first):
        return None
    named = part.sheet if part.sheet and plain_name(part.sheet) in tables() else received.name
    headers, layouts = find_headers(
        first, named=named, filed=received.name, sheet=part.sheet or "", remembered=remembered
    )
    headers = replace(headers, row=headers.row + part.start, known={})
    if not layouts and (proposed := proposed_layout(headers)):
        layouts = (proposed,)
    read_layouts = [layout for layout in layouts if layout.table]
    shape = shape_of(headers, read_layouts)
    headers = with_virtual(headers, shape)
    known = roles(headers, read_layouts)
    clean = None
    if (
        copier is not None
        and shape.is_plain
        and not part.start
        and part.path.stat().st_size >= LARGE_BYTES
    ):
        large = path.with_suffix(".parquet")
        clean = copy_large(
            part.path, part.sniffed, headers, large, roles=known, copier=copier, tell=tell
        )
    if clean is None:
        rows = told_rows(rows_of(part), part.path.stat().st_size, tell)
        clean = normalise(rows, headers, path, roles=known, shape=shape)
    clean.is_wrapped = clean.is_wrapped or part.sniffed.has_hidden
    orders = date_orders(clean)
    return TableRead(
        received=received,
        sheet=part.sheet,
        headers=headers,
        layouts=layouts,
        sniffed=part.sniffed,
        clean=clean,
        orders=orders,
        order=orders.order,
        shape=shape,
        part=part,
        missing=missing_of(headers, named, layouts),
    )


def missing_of(headers: Headers, named: str, layouts: Sequence[Layout]) -> tuple[str, ...]:
    """Needed columns of the template that a file is named as, where nothing fits it."""
    table = tables().get(plain_name(named))
    if layouts or table is None:
        return ()
    return tuple(needed_missing(table, headers.present))


def plan_of(read: TableRead, layout: Layout) -> ReadPlan:
    """The reading plan of one table of a sheet."""
    plan = make_plan(
        read.headers,
        layout,
        read.clean,
        orders=read.orders,
        order=read.order,
        delimiter=read.sniffed.delimiter,
        shape=read.shape,
        fiscal_start=read.fiscal_start,
        decimal=read.decimal,
    )
    if read.inside is not None and read.inside.counts_from_1904:
        return replace(plan, epoch=EPOCH_1904)
    return plan


def order_by_rows(read: TableRead) -> str | None:
    """The date order under which later events come later, over the rows of the clean copy."""
    found: list[tuple[str, str]] = []
    for plan in (plan_of(read, layout) for layout in read.layouts if layout.table):
        for later, earlier in ordered_pairs(plan.columns):
            places = int(later[1:]), int(earlier[1:])
            found += [(b, a) for b, a in read.clean.first_cells(places, limit=SENSE_ROWS)]
    return order_by_sense(found)


def report_of(read: TableRead, layout: Layout | None) -> ImportReport:
    """What was understood of one table, without its row counts."""
    columns = matches(read.headers, layout, read.shape) if layout else unread(read.headers)
    blank = {
        position
        for position, cell in enumerate(read.headers.cells)
        if not cell and position not in read.clean.filled
    }
    used = layout is not None and bool(layout.table)
    return ImportReport(
        file=read.received.name,
        sheet=read.sheet,
        sha256=read.received.sha256,
        system=read.system,
        table=layout.table if layout and used else None,
        confidence=layout.confidence if layout else 0.0,
        header_row=read.headers.row,
        encoding=read.sniffed.encoding,
        delimiter=read.sniffed.delimiter,
        date_order=read.order,
        columns=tuple(
            match for position, match in enumerate(columns) if position not in blank or match.target
        ),
        questions=tuple(read.questions),
        title=layout.title if layout else "",
    )


def unread(headers: Headers) -> tuple[ColumnMatch, ...]:
    """The columns of a table that nothing is read from."""
    return tuple(
        ColumnMatch(source=name, target=None, confidence=0.0, how=How.GUESS)
        for name in headers.names
    )
