"""In which order the files of one load follow each other: by the day of their report.

Names do not sort by time ("Oct" stands before "Sep"), and the later report rules. Across loads the
later load rules, so that a correction of an old month wins over what stands there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mls_metrics.catalog.load import tables
from mls_metrics.model.source import ImportReport
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.imports import ImportRecord

PLANNED = {"due_on", "expires_on", "termination_date", "planned_on", "review_on", "closes_on"}
Report = tuple[str, str, tuple[str, ...]]


def report_key(report: ImportReport) -> Report:
    """System, table and headers: equal for every edition of one report."""
    sources = tuple(sorted(match.source for match in report.columns))
    return report.system, report.table or "", sources


def put_in_order(
    store: Store, entered: Sequence[ImportRecord], days: Mapping[str, date | None]
) -> None:
    """Give files of one load that are editions of one report their places by day.

    Parameters
    ----------
    entered : sequence of ImportRecord
        What one load wrote into the book, in the order of the files' names.
    days : mapping of str to date or None
        By import, the day that the file's name or the rows above its header name.
    """
    for editions in editions_of(entered):
        stated = {record.import_id: days.get(record.import_id) for record in editions}
        if None in stated.values():
            stated = {id_: latest_day(store, id_) for id_ in stated}
        known = {id_: day for id_, day in stated.items() if day is not None}
        if len(known) < len(stated):
            continue
        places = sorted(record.seq for record in editions)
        ordered = sorted(editions, key=lambda record: (known[record.import_id], record.seq))
        for record, seq in zip(ordered, places, strict=True):
            if record.seq != seq:
                store.execute(
                    "update landing.imports set seq = $seq where import_id = $import_id",
                    {"seq": seq, "import_id": record.import_id},
                )


def editions_of(entered: Sequence[ImportRecord]) -> Iterator[list[ImportRecord]]:
    """Imports of one report from several files; files of several tables stay where they are."""
    by_report: dict[Report, list[ImportRecord]] = defaultdict(list)
    tables_of: dict[int, int] = defaultdict(int)
    for record in entered:
        tables_of[record.seq] += 1
        by_report[report_key(record.report)].append(record)
    for records in by_report.values():
        alone = [record for record in records if tables_of[record.seq] == 1]
        if len(alone) > 1 and alone[0].report.table:
            yield alone


def latest_day(store: Store, import_id: str) -> date | None:
    """The latest day on which something happened by the rows of an import."""
    table = store.rows(
        "select target_table from landing.imports where import_id = $import_id",
        {"import_id": import_id},
    )[0][0]
    dated = [
        f"max({quoted(column.name)})"
        for column in tables()[table].columns
        if column.type in ("date", "month") and column.name not in PLANNED
    ]
    if not dated:
        return None
    found = store.rows(
        f"select greatest({', '.join(dated)}) from landing.{quoted(table)} "
        "where import_id = $import_id",
        {"import_id": import_id},
    )[0][0]
    return found if isinstance(found, date) else None
