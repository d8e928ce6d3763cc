"""Small files to landing tables, for tests of how files are read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mls_metrics.model.source import Finding, ImportReport
from mls_metrics.workspace import Workspace


class Landed:
    """What became of some files: reports, findings and landing tables."""

    def __init__(
        self, reports: list[ImportReport], findings: list[Finding], tables: dict[str, Any]
    ) -> None:
        self.reports, self.findings, self.tables = reports, findings, tables

    @property
    def report(self) -> ImportReport:
        """The only report."""
        assert len(self.reports) == 1, self.reports
        return self.reports[0]

    def column(self, table: str, name: str) -> list[Any]:
        """One column in the order of the file."""
        return [row[name] for row in self.tables[table]]

    def ids(self) -> set[str]:
        """Ids of the findings."""
        return {finding.id for finding in self.findings}


def land(
    folder: Path, files: Mapping[str, str | bytes], *, answers: Mapping[str, str] | None = None
) -> Landed:
    """Write files and bring the folder into a workspace in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    with Workspace.open(None) as workspace:
        reports = workspace.add([folder], answers=answers)
        tables: dict[str, Any] = {}
        for table in {report.table for report in reports if report.table}:
            frame = workspace.store.query(
                f"select * exclude import_id from landing.{table} order by import_id, source_row"
            )
            tables[table] = [
                {name: None if is_empty(value) else value for name, value in row.items()}
                for row in frame.to_dict("records")
            ]
        return Landed(reports, workspace.findings_of_intake(), tables)


def is_empty(value: Any) -> bool:
    return value is None or value != value


def day(text: str) -> Any:
    """A date as frames hold it."""
    import pandas as pd

    return pd.Timestamp(text)
