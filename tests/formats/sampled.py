"""Samples of each layout: what a file must be read as, and what it was read as."""

import math
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mls_metrics.model.source import ImportReport
from mls_metrics.workspace import Workspace

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample file with what it must be read as."""

    layout: str
    name: str
    path: Path
    filed: str
    expected: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Layout and sample, as tests are named."""
        return f"{self.layout}-{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one file was read as: its reports, and the rows kept by table."""

    reports: list[ImportReport]
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    findings: set[str] = field(default_factory=set)


def samples() -> list[Sample]:
    """Every sample, in the order of layouts and names."""
    found: list[Sample] = []
    for path in sorted(FOLDER.glob("*/expected.toml")):
        for name, expected in tomllib.loads(path.read_text(encoding="utf-8")).items():
            file = path.parent / expected["file"]
            filed = expected.get("as", expected["file"])
            found.append(
                Sample(
                    layout=path.parent.name, name=name, path=file, filed=filed, expected=expected
                )
            )
    return found


def outcome_of(path: Path, *, filed: str) -> Outcome:
    """Bring one file, under the name it would have, into a workspace in memory."""
    with Workspace.open(None) as workspace:
        return outcome_in(workspace, path, filed=filed)


def outcome_in(workspace: Workspace, path: Path, *, filed: str) -> Outcome:
    """Bring one more file into a workspace; what others left there is not looked at."""
    before = set(workspace.store.rows("select import_id from landing.imports"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / filed
        shutil.copyfile(path, target)
        reports = workspace.add([target])
    records = [one for one in workspace.history() if (one.import_id,) not in before]
    tables = {
        table: workspace.store.query(
            f"select * exclude import_id from landing.{table} "
            "where list_contains($ids, import_id) order by source_row, rowid",
            {"ids": [one.import_id for one in records]},
        ).to_dict("records")
        for table in sorted({report.table for report in reports if report.table})
    }
    findings = {finding.id for one in records for finding in one.findings}
    return Outcome(reports=reports, tables=tables, findings=findings)


def differences(sample: Sample, outcome: Outcome) -> list[str]:
    """What differs from what the sample must be read as, in words."""
    report = outcome.reports[0]
    expected = sample.expected
    found = [
        f"{name}: {getattr(report, name)!r}, not {expected[name]!r}"
        for name in ("header_row", "encoding", "delimiter", "rows_kept", "rows_set_aside")
        if name in expected and getattr(report, name) != expected[name]
    ]
    if (report.date_order or "") != expected.get("date_order", ""):
        found.append(f"date_order: {report.date_order!r}, not {expected.get('date_order', '')!r}")
    if len(report.questions) != expected.get("questions", 0):
        found.append(f"questions: {[question.id for question in report.questions]}")
    targets = {match.source: match.target for match in report.columns if match.target}
    for source, target in expected.get("targets", {}).items():
        if targets.get(source) != target:
            found.append(f"column {source!r}: {targets.get(source)}, not {target}")
    strange = sorted(set(targets) - set(expected.get("targets", {})))
    found += [f"column {source!r}: {targets[source]}, not expected" for source in strange]
    rows = outcome.tables.get(report.table or "", [])
    for column, values in expected.get("values", {}).items():
        read = [plain(row.get(column)) for row in rows]
        if not same(read, values):
            found.append(f"values of {column}: {read}, not {values}")
    return found


def plain(value: Any) -> Any:
    """A value as samples write it: "" for null, dates as ISO text."""
    if value is None or value != value or str(value) in ("NaT", "<NA>"):
        return ""
    if hasattr(value, "date") and callable(value.date):
        return value.date().isoformat()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value).__name__ in ("bool", "bool_"):
        return bool(value)
    if isinstance(value, str):
        return value
    return float(value)


def same(read: list[Any], values: list[Any]) -> bool:
    """True for equal lists; numbers are compared to six digits."""
    return len(read) == len(values) and all(
        math.isclose(one, two, rel_tol=1e-6, abs_tol=1e-9)
        if isinstance(one, float) and isinstance(two, (int, float)) and not isinstance(two, bool)
        else one == two
        for one, two in zip(read, values, strict=True)
    )
