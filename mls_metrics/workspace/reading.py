"""Files to tables, and tables to the database with their reports and findings."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import duckdb

from mls_metrics.errors import NothingUsableError, UnreadableFileError
from mls_metrics.intake import findings as say
from mls_metrics.intake.archives import unpack
from mls_metrics.intake.layouts import Layout
from mls_metrics.intake.provenance import date_of_file
from mls_metrics.intake.reading import TableRead, plan_of, read_file, report_of
from mls_metrics.intake.receive import Received, receive
from mls_metrics.model.progress import COPY, READ, Watcher, telling
from mls_metrics.model.source import Finding, ImportReport
from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.copying import DuckCopier
from mls_metrics.warehouse.imports import (
    LISTED,
    ImportRecord,
    enter,
    forget,
    parquet_to_csv,
    place_of,
    set_aside,
    switch,
)
from mls_metrics.warehouse.ingest import ingest, ingest_side
from mls_metrics.warehouse.succession import put_in_order

KINDS_READ = {"text", "workbook", "parquet", "json"}


def hand_over(
    paths: Iterable[Path],
    folder: Path,
    *,
    inside: Path | None = None,
    names: Mapping[Path, str] | None = None,
    watcher: Watcher | None = None,
) -> tuple[list[Received], list[Finding]]:
    """Every file below the given paths, those in archives too, without files of `inside`."""
    found: list[Received] = []
    doubts: list[Finding] = []
    for number, item in enumerate(receive(paths, names=names, watcher=watcher)):
        if inside is not None and inside in item.path.resolve().parents:
            continue
        if item.kind != "archive":
            found.append(item)
            continue
        try:
            tell = telling(watcher, item.name)
            members = unpack(item, folder / f"archive{number}", tell=tell)
        except UnreadableFileError as error:
            doubts.append(say.unreadable_file(item.name, error.found))
            continue
        found += members
        doubts += [] if members else [say.unreadable_file(item.name, "It holds no file.")]
    return found, doubts


def read_tables(
    store: Store,
    item: Received,
    folder: Path,
    *,
    remembered: Sequence[Layout],
    watcher: Watcher | None = None,
) -> tuple[list[TableRead], list[Finding]]:
    """The tables of one file; none, with a finding that says why, where it gives none."""
    if item.kind not in KINDS_READ:
        return [], [say.file_skipped(item.name)]
    tell = telling(watcher, item.name)
    try:
        with watched(store, watcher, item.name, COPY):
            source = as_rows(store, item, folder)
            found = read_file(
                source, folder, remembered=remembered, copier=DuckCopier(store), tell=tell
            )
    except UnreadableFileError as error:
        return [], [say.unreadable_file(item.name, error.found)]
    except OSError as error:
        return [], [say.unreadable_file(item.name, f"{error.strerror}.")]
    return found, [] if found else [say.unreadable_file(item.name, "It holds no row.")]


@contextmanager
def watched(store: Store, watcher: Watcher | None, file: str, step: str) -> Iterator[None]:
    """Tell a watcher how far the statements of a step are: each is half of what remains."""
    if watcher is None:
        yield
        return
    tell = telling(watcher, file)
    before, last = 0.0, 0.0

    def told(share: float) -> None:
        nonlocal before, last
        if share < last:
            before += (1 - before) / 2
        last = share
        tell(step, before + (1 - before) / 2 * share)

    tell(step, 0.0)
    with store.watching(told):
        yield
    tell(step, 1.0)


def nothing_readable(doubts: Sequence[Finding]) -> NothingUsableError:
    """The refusal where no file gave a table, with what was found in the first ones."""
    told = [item for item in doubts if item.sentence][:3]
    return NothingUsableError(
        "Nothing among the files could be read.",
        " ".join(item.sentence for item in told) or "No file held a table.",
        " ".join(dict.fromkeys(item.fix for item in told if item.fix))
        or "Export the data as CSV or XLSX.",
    )


def as_rows(store: Store, item: Received, folder: Path) -> Received:
    """The file itself, or the rows of a Parquet file as CSV."""
    if item.kind != "parquet":
        return item
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "rows.csv"
    try:
        parquet_to_csv(store, item.path, target)
    except duckdb.Error as error:
        said = "It is no Parquet file, or it is damaged."
        raise UnreadableFileError(f"'{item.name}' could not be read.", said) from error
    return replace(item, path=target)


def enter_tables(
    store: Store,
    reads: Iterable[TableRead],
    *,
    replacing: Iterable[str] = (),
    watcher: Watcher | None = None,
) -> list[ImportReport]:
    """Read tables into landing and write them into the book.

    They count all at once and only when the last one is in the book, in the place of the imports
    `replacing`: a killed process leaves what was there before, and so does a cancelled import.
    """
    entered: list[ImportRecord] = []
    days: dict[str, date | None] = {}
    gone = list(replacing)
    with store.writing():
        try:
            for name, tables_of_file in groupby(reads, key=lambda read: read.received.name):
                parts = list(tables_of_file)
                seq = place_of(store, parts[0].received.sha256, gone)
                with watched(store, watcher, name, READ):
                    records = [
                        (record_of(store, read, layout, seq), date_of_file(read.headers))
                        for read in parts
                        for layout in (read.layouts or (None,))
                    ]
                enter(store, [record for record, _ in records])
                entered += [record for record, _ in records]
                days |= {record.import_id: day for record, day in records}
            put_in_order(store, entered, days)
        except BaseException:
            forget(store, [record.import_id for record in entered])
            raise
        switch(store, on=[record.import_id for record in entered], off=gone)
    return [record.report for record in entered]


def record_of(store: Store, read: TableRead, layout: Layout | None, seq: int) -> ImportRecord:
    """One table read into landing, with its report and findings."""
    report = report_of(read, layout)
    doubts = say.of_table(read)
    import_id = uuid.uuid4().hex
    if layout is not None and layout.table:
        rejected = [*read.clean.set_aside, *read.clean.listed]
        result = ingest(store, plan_of(read, layout), import_id=import_id, rejected=rejected)
        for other in layout.also:
            ingest_side(store, plan_of(read, other), import_id=import_id)
        aside = len(read.clean.set_aside)
        report = replace(
            report,
            rows_read=result.rows_read + aside,
            rows_kept=result.rows_kept,
            rows_set_aside=result.rows_set_aside + aside,
            totals=result.totals,
            set_aside=tuple(set_aside(store, import_id, limit=LISTED)),
        )
        words = result.others.get("status", {})
        values = result.values_set_aside + len(read.clean.listed)
        doubts += say.of_rows(read.name, report, values=values, words=words)
    return ImportRecord(
        import_id=import_id,
        seq=seq,
        active=False,
        imported_at=datetime.now(UTC).replace(tzinfo=None),
        report=report,
        findings=tuple(doubts),
    )
