"""A large file is imported the fast way with the same rows, reports and doubts as a small one."""

from pathlib import Path
from typing import Any

import pytest

from mls_metrics.intake import reading
from mls_metrics.intake.bulk import copy_large
from mls_metrics.workspace import Workspace

HEAD = "employee_id,program_id,status,enrolled_on,completed_on,score,platform"


def enrollments(rows: int) -> str:
    """Enrollments with everything that is set aside or listed in between."""
    lines = ["Learning report", "Run on,2024-02-01", HEAD]
    for n in range(rows):
        score = "n/k" if n % 50 == 7 else f"{n % 1000 / 10}"
        status = "" if n % 60 == 3 else ["completed", "in progress", "odd word"][n % 3]
        lines.append(
            f"E{n % 97:03},P{n % 7}, {status} ,2024-01-{n % 31 + 1:02},,{score},LMS {n % 3}"
        )
    lines[40:40] = ["Total,,,,,,", HEAD, "", ",,,,,,", "E900,P1,completed", "E901,P1,,,,,,extra"]
    return "\n".join([*lines, "Total records: 7", ""])


def landed(path: Path) -> tuple[Any, ...]:
    """Everything that an import leaves behind, without its id."""
    with Workspace.open(None) as workspace:
        [report] = workspace.add([path])
        rows = workspace.store.rows(
            "select * exclude import_id from landing.enrollments order by source_row"
        )
        stored = workspace.store.rows("select source_row from landing.enrollments")
        [record] = workspace.history()
        doubts = workspace.set_aside(record.import_id)
        words = workspace.values(record.import_id, "enrollments", {"status": "status"})
        return report, rows, stored, doubts, workspace.findings_of_intake(), words


@pytest.mark.parametrize("rows", [60, 30_000])
def test_both_ways_of_import_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    path = tmp_path / "enrollments.csv"
    path.write_text(enrollments(rows), encoding="utf-8")
    slow = landed(path)
    ways: list[bool] = []

    def noted(*args: Any, **kwargs: Any) -> Any:
        ways.append((done := copy_large(*args, **kwargs)) is not None)
        return done

    monkeypatch.setattr(reading, "LARGE_BYTES", 0)
    monkeypatch.setattr(reading, "copy_large", noted)
    assert landed(path) == slow
    assert ways
    assert all(ways)
    report, kept, *_ = slow
    assert report.rows_read == rows + 5
    assert len(kept) == report.rows_kept > 0


def test_small_files_are_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "enrollments.csv"
    path.write_text(enrollments(60), encoding="utf-8")
    monkeypatch.setattr(reading, "copy_large", None)
    assert landed(path)[0].rows_kept
