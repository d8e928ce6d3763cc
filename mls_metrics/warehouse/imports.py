"""The book of imports: what was brought in, in which order, and what of it counts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.errors import WorkspaceBusyError
from mls_metrics.model.source import (
    ColumnMatch,
    Finding,
    How,
    ImportReport,
    Question,
    SetAside,
    Severity,
)
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.landing import create_landing

LISTED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One table of one file in the book; `active` is False where it was undone."""

    import_id: str
    seq: int
    active: bool
    imported_at: datetime
    report: ImportReport
    findings: tuple[Finding, ...] = ()


def next_seq(store: Store) -> int:
    """The place in the book of the next import."""
    return int(store.rows("select coalesce(max(seq), 0) + 1 from landing.imports")[0][0])


def place_of(store: Store, sha256: str, replaced: Iterable[str]) -> int:
    """The place of the file's earlier reading that is replaced, else the next one.

    A question answered later must not make an old report the latest.
    """
    found = store.rows(
        "select min(seq) from landing.imports "
        "where sha256 = $sha256 and list_contains($replaced, import_id)",
        {"sha256": sha256, "replaced": list(replaced)},
    )[0][0]
    return next_seq(store) if found is None else int(found)


def enter(store: Store, records: Iterable[ImportRecord]) -> None:
    """Write imports into the book, all at once."""
    rows = [
        {
            "import_id": record.import_id,
            "seq": record.seq,
            "file": record.report.file,
            "sheet": record.report.sheet,
            "sha256": record.report.sha256,
            "system": record.report.system,
            "target_table": record.report.table,
            "report_json": record_json(record),
            "active": record.active,
            "imported_at": record.imported_at,
        }
        for record in records
    ]
    if not rows:
        return
    names = list(rows[0])
    values = ", ".join(
        f"({', '.join(f'${name}_{number}' for name in names)})" for number in range(len(rows))
    )
    params = {f"{name}_{n}": row[name] for n, row in enumerate(rows) for name in names}
    columns = ", ".join(quoted(name) for name in names)
    store.execute(f"insert into landing.imports ({columns}) values {values}", params)


def record_json(record: ImportRecord) -> str:
    """Report and findings as text; the rows set aside stay in their own table."""
    report = asdict(record.report)
    report["set_aside"] = []
    content = {"report": report, "findings": [asdict(item) for item in record.findings]}
    return json.dumps(content, ensure_ascii=False)


def read_book(store: Store, *, only_active: bool = True) -> list[ImportRecord]:
    """Every import in its order, with the first rows that were set aside."""
    rows = store.rows(
        "select import_id, seq, active, imported_at, report_json from landing.imports "
        "where active or not $only_active order by seq, imported_at, import_id",
        {"only_active": only_active},
    )
    aside = first_set_aside(store)
    return [
        ImportRecord(
            import_id=id_,
            seq=seq,
            active=active,
            imported_at=at,
            report=parse_report(json.loads(text)["report"], aside.get(id_, ())),
            findings=tuple(parse_finding(entry) for entry in json.loads(text)["findings"]),
        )
        for id_, seq, active, at, text in rows
    ]


def parse_report(entry: Mapping[str, Any], aside: Iterable[SetAside]) -> ImportReport:
    """A report from its stored form."""
    columns = tuple(ColumnMatch(**{**c, "how": How(c["how"])}) for c in entry["columns"])
    questions = tuple(
        Question(**{name: as_tuple(value) for name, value in question.items()})
        for question in entry["questions"]
    )
    own = {**entry, "columns": columns, "questions": questions, "set_aside": tuple(aside)}
    return ImportReport(**own)


def as_tuple(value: Any) -> Any:
    """A list as the tuple it was before it was stored."""
    return tuple(value) if isinstance(value, list) else value


def parse_finding(entry: Mapping[str, Any]) -> Finding:
    """A finding from its stored form."""
    return Finding(**{**entry, "severity": Severity(entry["severity"])})


def first_set_aside(store: Store) -> dict[str, list[SetAside]]:
    """The first thousand rows and cells set aside, by import."""
    rows = store.rows(
        'select import_id, "row", "column", "value", reason from landing.set_aside '
        'qualify row_number() over (partition by import_id order by "row", rowid) <= $listed '
        'order by import_id, "row", rowid',
        {"listed": LISTED},
    )
    found: dict[str, list[SetAside]] = {}
    for id_, *cells in rows:
        found.setdefault(id_, []).append(as_set_aside(cells))
    return found


def set_aside(store: Store, import_id: str, *, limit: int | None = None) -> list[SetAside]:
    """Rows and cells of one import that could not be trusted, in their order."""
    rows = store.rows(
        'select "row", "column", "value", reason from landing.set_aside '
        'where import_id = $import_id order by "row", rowid limit $limit',
        {"import_id": import_id, "limit": limit if limit is not None else 1 << 40},
    )
    return [as_set_aside(cells) for cells in rows]


def as_set_aside(cells: Iterable[Any]) -> SetAside:
    """One listed row or cell."""
    row, column, value, reason = cells
    return SetAside(row=row, column=column, value=value, reason=reason)


def switch(store: Store, *, on: Iterable[str] = (), off: Iterable[str] = ()) -> None:
    """Let imports count, and others no longer, in one step that cannot be left half done."""
    store.execute(
        "update landing.imports set active = list_contains($on_ids, import_id) "
        "where list_contains($on_ids, import_id) or list_contains($off_ids, import_id)",
        {"on_ids": list(on), "off_ids": list(off)},
    )


def forget(store: Store, import_ids: Iterable[str]) -> None:
    """Take imports that never counted out of the book, with every row that is in no book."""
    store.execute(
        "delete from landing.imports where list_contains($gone, import_id) and not active",
        {"gone": list(import_ids)},
    )
    drop_orphans(store)


def drop_orphans(store: Store) -> None:
    """Remove rows of imports that never reached the book: their process was killed."""
    for name in (*tables(), "set_aside"):
        store.execute(
            f"delete from landing.{quoted(name)} "
            "where import_id not in (select import_id from landing.imports)"
        )


def copy_for_viewing(store: Store, path: Path) -> None:
    """Bring the landing tables of a saved database into a store in memory.

    Raises
    ------
    WorkspaceBusyError
        Another process holds the database.
    """
    try:
        store.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as saved (read_only)")
    except Exception as error:
        raise WorkspaceBusyError(
            "The workspace could not be opened.",
            "Another program is using it, or its database is damaged.",
            "Close the other window or command that has this workspace open, then try again.",
        ) from error
    try:
        create_landing(store)
        for name in (*tables(), "set_aside", "imports", "crosswalk"):
            table = quoted(name)
            store.execute(f"insert into landing.{table} by name from saved.landing.{table}")
    finally:
        store.execute("detach saved")


def parquet_to_csv(store: Store, source: Path, target: Path) -> None:
    """Write the rows of a Parquet file as CSV, so that one way of reading serves all."""
    store.execute(
        f"copy (from read_parquet($source)) to '{str(target).replace(chr(39), chr(39) * 2)}' "
        "(format csv, header true)",
        {"source": str(source)},
    )
