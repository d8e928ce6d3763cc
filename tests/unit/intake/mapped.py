"""A file whose columns a person has explained, for tests of how its cells are read."""

from collections.abc import Mapping
from pathlib import Path

from mls_metrics.workspace import Workspace
from tests.unit.intake.landing import Landed, is_empty


def land_as(
    path: Path, content: str | bytes, table: str, columns: Mapping[str, str], *, sheet: int = 0
) -> Landed:
    """Write one file, say what its columns mean, and read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with Workspace.open(None) as workspace:
        workspace.add([path])
        record = workspace.imports()[sheet]
        headers = [match.source for match in record.columns]
        mapping = {header: columns.get(header) for header in headers}
        import_id = workspace.history()[sheet].import_id
        reports = workspace.confirm(import_id, table, mapping)
        frame = workspace.store.query(
            f"select * exclude import_id from landing.{table} order by import_id, source_row"
        )
        rows = [
            {name: None if is_empty(value) else value for name, value in row.items()}
            for row in frame.to_dict("records")
        ]
        return Landed(reports, workspace.findings_of_intake(), {table: rows})
