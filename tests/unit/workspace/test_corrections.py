"""Rows that were set aside can be corrected and brought again; answers hold for next month."""

import csv
from pathlib import Path

from mls_metrics.workspace import Workspace

ROSTER = "employee_id,hire_date\n1,2020-01-01\n2,2020-01-02\n"
FILE = (
    "Learning report\n"
    "User ID;Training Title;Transcript Status;Transcript Completed Date\n"
    "1;Safety;Completed;05/25/2024\n"
    "2;Safety;Completed;06/31/2024\n"
    ";Safety;Completed;06/02/2024\n"
    "Total;;;\n"
)
OPEN_DATES = FILE.replace("05/25/2024", "05/04/2024").replace("06/31/2024", "06/03/2024")


def brought(workspace: Workspace, path: Path) -> str:
    (report,) = workspace.add([path])
    return next(r.import_id for r in workspace.history() if r.report.sha256 == report.sha256)


def test_rows_set_aside_come_back_in_their_own_shape(tmp_path: Path) -> None:
    path = tmp_path / "transcript.csv"
    path.write_text(FILE)
    with Workspace.open(None) as workspace:
        import_id = brought(workspace, path)
        rows = workspace.rows_to_correct(import_id)
        assert rows[0][:2] == ["User ID", "Training Title"]
        assert rows[0][4:] == ["set aside: row", "set aside: column", "set aside: reason"]
        assert [row[:4] for row in rows[1:]] == [
            ["2", "Safety", "Completed", "06/31/2024"],
            ["", "Safety", "Completed", "06/02/2024"],
        ]
        assert rows[1][4:] == ["4", "Transcript Completed Date", "not a date"]


def test_corrected_rows_are_read_like_their_file(tmp_path: Path) -> None:
    path, again = tmp_path / "transcript.csv", tmp_path / "corrected.csv"
    path.write_text(FILE)
    with Workspace.open(None) as workspace:
        rows = workspace.rows_to_correct(brought(workspace, path))
        rows[1][3], rows[2][0] = "06/03/2024", "2"
        with again.open("w", newline="") as stream:
            csv.writer(stream).writerows(rows)
        (report,) = workspace.add([again])
        assert (report.system, report.rows_kept, report.rows_set_aside) == ("cornerstone", 2, 0)
        assert (report.date_order, report.questions) == ("mdy", ())


def test_an_answer_holds_for_the_same_report_next_month(tmp_path: Path) -> None:
    first, second = tmp_path / "may.csv", tmp_path / "june.csv"
    first.write_text(OPEN_DATES)
    second.write_text(OPEN_DATES.replace("05/04", "07/04"))
    with Workspace.open(None) as workspace:
        (report,) = workspace.add([first])
        (question,) = report.questions
        assert question.samples == ("05/04/2024", "06/02/2024", "06/03/2024")
        assert question.effect == "3 different dates would be other days."
        workspace.answer({question.id: "dmy"})
        (later,) = workspace.add([second])
        assert (later.date_order, later.questions) == ("dmy", ())
