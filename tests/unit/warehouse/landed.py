"""Small companies written as text tables, put straight into the landing tables and built."""

import json
from collections.abc import Mapping
from datetime import date

from mls_metrics.catalog.load import load_policy, tables
from mls_metrics.model.policy import Policy
from mls_metrics.warehouse.build import build
from mls_metrics.warehouse.connection import Store, quoted
from mls_metrics.warehouse.landing import create_landing

POLICY = load_policy()


def cells(text: str) -> list[dict[str, str | None]]:
    """Rows of a text table: names in the first line, `|` between cells, `-` where empty."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
    return [
        {name: None if cell == "-" else cell for name, cell in zip(names, row, strict=True)}
        for row in rows
    ]


def header(text: str) -> list[str]:
    """The names in the first line of a text table."""
    return [name.strip() for name in text.strip().splitlines()[0].split("|")]


def land(store: Store, table: str, text: str, *, seq: int) -> None:
    """One file: its rows in the landing table, and its entry among the imports."""
    import_id = f"import-{seq}"
    store.execute(
        "insert into landing.imports "
        '(import_id, seq, file, target_table, "system", active, report_json) '
        "values ($id, $seq, $file, $table, 'generic', true, $report)",
        {
            "id": import_id,
            "seq": seq,
            "file": f"{table}-{seq}.csv",
            "table": table,
            "report": json.dumps({"report": {"columns": [{"source": n} for n in header(text)]}}),
        },
    )
    months = {column.name for column in tables()[table].columns if column.type == "month"}
    for number, row in enumerate(cells(text), start=2):
        values = {
            name: f"{cell}-01" if cell and name in months and len(cell) == 7 else cell
            for name, cell in row.items()
        }
        names = [*values, "import_id", "source_row"]
        params = {f"p{place}": value for place, value in enumerate([*values.values(), import_id])}
        slots = [*(f"${name}" for name in params), str(number)]
        columns = ", ".join(quoted(name) for name in names)
        store.execute(
            f"insert into landing.{quoted(table)} ({columns}) values ({', '.join(slots)})", params
        )


def company(
    files: Mapping[str, str | list[str]],
    *,
    as_of: date | None = date(2026, 10, 31),
    policy: Policy = POLICY,
    is_built: bool = True,
) -> Store:
    """A company in memory; a table given as a list of texts comes from several files in turn."""
    store = Store.open(None)
    create_landing(store)
    seq = 0
    for table, texts in files.items():
        for text in [texts] if isinstance(texts, str) else texts:
            seq += 1
            land(store, table, text, seq=seq)
    if is_built:
        build(store, as_of=as_of, policy=policy)
    return store
