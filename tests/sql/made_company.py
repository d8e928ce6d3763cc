"""A company of a dozen people, small enough to count by hand, put straight into landing tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mls_metrics.catalog.load import load_policy
from mls_metrics.warehouse.build import build
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.landing import create_landing

AS_OF = date(2026, 10, 31)
Row = dict[str, Any]


def put(store: Store, table: str, rows: Sequence[Row], *, seq: int = 1) -> None:
    """Land rows as one import."""
    store.execute(
        "insert into landing.imports values ($id, $seq, $file, null, $id, 'canonical', $table, "
        "'{}', true, timestamp '2026-11-01 08:00:00')",
        {"id": f"{table}-{seq}", "seq": seq, "file": f"{table}.csv", "table": table},
    )
    for number, row in enumerate(rows, start=2):
        names = [*row, "import_id", "source_row"]
        holes = ", ".join(f"$v{place}" for place in range(len(names)))
        columns = ", ".join(quoted(name) for name in names)
        values = [*row.values(), f"{table}-{seq}", number]
        store.execute(
            f"insert into landing.{quoted(table)} ({columns}) values ({holes})",
            {f"v{place}": value for place, value in enumerate(values)},
        )


def built(tables: dict[str, Sequence[Row]], *, as_of: date | None = AS_OF) -> Store:
    """A store with these tables landed and everything built."""
    store = Store.open(None)
    create_landing(store)
    for table, rows in tables.items():
        put(store, table, rows)
    build(store, as_of=as_of, policy=load_policy())
    return store


def person(name: str, hired: str = "2020-01-15", left: str | None = None, **more: Any) -> Row:
    """A row of the roster."""
    row: Row = {"employee_id": name, "hire_date": date.fromisoformat(hired)}
    if left:
        row |= {"termination_date": date.fromisoformat(left), "termination_type": "voluntary"}
    return row | {"job_role": "Agent", "region": "North", "annual_salary": 50000} | more


def taking(name: str, program: str, status: str = "completed", **more: Any) -> Row:
    """A row of enrollments; dates as ISO text."""
    dated = {
        key: date.fromisoformat(value) if key.endswith("_on") else value
        for key, value in more.items()
    }
    return {"employee_id": name, "program_id": program, "status": status} | dated
