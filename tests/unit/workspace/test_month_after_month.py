"""Whole files month after month: order within a load, corrections, undo to the byte."""

import re
from pathlib import Path

import pytest

from mls_metrics.assess import assess
from mls_metrics.report.assessment_json import assessment_text
from mls_metrics.workspace import Workspace

HEAD = "Employee ID,Course ID,Status,Start Date,Completion Date\n"
SEPTEMBER = "e1,safety,Completed,2026-08-05,2026-09-01\ne2,safety,In Progress,2026-09-04,\n"
OCTOBER = "e1,safety,Completed,2026-08-05,2026-09-03\ne2,safety,Completed,2026-09-04,2026-10-09\n"


def write(folder: Path, name: str, rows: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def staged(workspace: Workspace) -> list[tuple[str, str, str]]:
    workspace.build()
    return [
        (employee, status, str(completed))
        for employee, status, completed in workspace.store.rows(
            "select employee_id, status, completed_on from staging.stg_enrollments order by 1"
        )
    ]


def answer(workspace: Workspace) -> str:
    """The whole answer but the moment at which it was made."""
    return re.sub(r'"created_at": "[^"]*"', "", assessment_text(assess(workspace)))


AFTER_OCTOBER = [("e1", "completed", "2026-09-03"), ("e2", "completed", "2026-10-09")]


@pytest.mark.parametrize("names", [("Sep", "Oct"), ("2026-09", "2026-10"), ("b", "a")])
def test_dropped_at_once_the_later_report_rules(tmp_path: Path, names: tuple[str, str]) -> None:
    files = [
        write(tmp_path / "in", f"transcript_{name}.csv", rows)
        for name, rows in zip(names, (SEPTEMBER, OCTOBER), strict=True)
    ]
    with Workspace.open(None) as workspace:
        workspace.add(files)
        assert staged(workspace) == AFTER_OCTOBER


def test_a_correction_of_an_old_month_wins_when_it_comes_later(tmp_path: Path) -> None:
    corrected = SEPTEMBER.replace("2026-09-01", "2026-09-02")
    with Workspace.open(None) as workspace:
        workspace.add([write(tmp_path / "1", "transcript_2026-09.csv", SEPTEMBER)])
        workspace.add([write(tmp_path / "2", "transcript_2026-09_new.csv", corrected)])
        assert staged(workspace)[0] == ("e1", "completed", "2026-09-02")


def test_undo_gives_the_earlier_answer_to_the_byte(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "1", "transcript_2026-09.csv", SEPTEMBER)])
        before = answer(workspace)
        workspace.add([write(tmp_path / "2", "transcript_2026-10.csv", OCTOBER)])
        assert answer(workspace) != before
        workspace.undo(workspace.history()[-1].import_id)
        assert answer(workspace) == before
