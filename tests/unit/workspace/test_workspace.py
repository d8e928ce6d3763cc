"""The workspace: the same file twice, undo, restarts, questions, mappings, viewing, one holder."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mls_metrics.errors import (
    AnswersError,
    NothingUsableError,
    ViewOnlyError,
)
from mls_metrics.model.source import How
from mls_metrics.report.imports import import_report_text, recognition_text, report_entry
from mls_metrics.workspace import Workspace, read_answers, recognise

ROOT = Path(__file__).resolve().parents[3]
COSTS = "program_id,period,amount\nP1,2024-01,10\nP2,2024-02,x\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def count(workspace: Workspace, table: str) -> int:
    """Rows of a table that count."""
    sql = (
        f"select count(*) from landing.{table} join landing.imports using (import_id) where active"
    )
    return int(workspace.store.rows(sql)[0][0])


def test_the_same_bytes_again_change_nothing(tmp_path: Path) -> None:
    files = write(tmp_path / "in", costs=COSTS)
    with Workspace.open(tmp_path / "w") as workspace:
        first = workspace.add([files])
        before = (workspace.data_sha256(), workspace.history())
        (files / "other_name.csv").write_text(COSTS, encoding="utf-8")
        again = workspace.add([files])
        assert again == [*first, *first]
        assert (workspace.data_sha256(), workspace.history()) == before
        assert {f.id for f in workspace.findings_of_intake()} >= {"same_file_again"}
        assert count(workspace, "costs") == 1


def test_a_workspace_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path, costs=COSTS)])
        (report,) = workspace.add([tmp_path])
        assert report.file == "costs.csv"
        assert {f.id for f in workspace.findings_of_intake()} <= {
            "same_file_again",
            "rows_set_aside",
            "values_set_aside",
        }


def test_undo_and_redo(tmp_path: Path) -> None:
    files = write(tmp_path / "in", costs=COSTS, activity="employee_id,occurred_on\n1,2024-01-05\n")
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([files])
        whole = workspace.data_sha256()
        (record,) = [r for r in workspace.history() if r.report.table == "costs"]
        workspace.undo(record.import_id)
        assert count(workspace, "costs") == 0
        assert [report.table for report in workspace.imports()] == ["activity"]
        assert workspace.data_sha256() != whole
        assert len(workspace.history()) == 2
        workspace.redo(record.import_id)
        assert (count(workspace, "costs"), workspace.data_sha256()) == (1, whole)
        workspace.undo(record.import_id)
        workspace.add([files / "costs.csv"])
        assert (count(workspace, "costs"), workspace.data_sha256()) == (1, whole)


def test_order_of_adding_is_nothing_to_the_fingerprint(tmp_path: Path) -> None:
    files = write(tmp_path / "in", costs=COSTS, activity="employee_id,occurred_on\n1,2024-01-05\n")
    paths = sorted(files.iterdir())
    seen = set()
    for order in (paths, paths[::-1]):
        with Workspace.open(None) as workspace:
            for path in order:
                workspace.add([path])
            seen.add(workspace.data_sha256())
    assert len(seen) == 1


def test_it_survives_a_restart(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "in", costs=COSTS)])
        before = (workspace.imports(), workspace.findings_of_intake(), workspace.data_sha256())
    with Workspace.open(tmp_path / "w") as workspace:
        after = (workspace.imports(), workspace.findings_of_intake(), workspace.data_sha256())
        assert after == before
        (record,) = workspace.history()
        assert [item.value for item in workspace.set_aside(record.import_id)] == ["x"]
    (source,) = (tmp_path / "w" / "sources").iterdir()
    assert source.read_text(encoding="utf-8") == COSTS


def test_rows_of_an_import_that_never_reached_the_book_are_gone(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "in", costs=COSTS)])
        workspace.store.execute("update landing.costs set import_id = 'killed'")
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.store.rows("select count(*) from landing.costs") == [(0,)]


KILLED = """
import os, sys
from pathlib import Path
import mls_metrics.workspace.reading as reading
from mls_metrics.workspace import Workspace
setattr(reading, sys.argv[3], lambda *a, **k: os._exit(9))
answers = {"date_order:employees.csv": "mdy"}
Workspace.open(Path(sys.argv[1])).add([Path(sys.argv[2])], answers=answers)
"""


@pytest.mark.parametrize("at", ["enter", "switch"])
def test_a_killed_import_leaves_what_was_there(tmp_path: Path, at: str) -> None:
    files = write(tmp_path / "in", employees=ASKING)
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([files])
        before = (workspace.imports(), workspace.data_sha256())
    write(tmp_path / "in", costs=COSTS)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "w"), str(files), at],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 9
    with Workspace.open(tmp_path / "w") as workspace:
        assert (workspace.imports(), workspace.data_sha256()) == before
        assert len(workspace.add([files])) == 2


def test_a_second_process_is_told_that_it_is_busy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mls_metrics.workspace import Workspace\n"
        "from mls_metrics.errors import WorkspaceBusyError\n"
        "for view in (False, True):\n"
        "    try: Workspace.open(Path(sys.argv[1]), view_only=view)\n"
        "    except WorkspaceBusyError: print('busy')\n"
    )
    with Workspace.open(tmp_path / "w"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "w")],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.stdout.split() == ["busy", "busy"], done.stderr


def test_viewing_changes_nothing_and_can_be_built(tmp_path: Path) -> None:
    files = write(tmp_path / "in", costs=COSTS)
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([files])
        before = workspace.data_sha256()
        (record,) = workspace.history()
    with Workspace.open(tmp_path / "w", view_only=True) as viewing:
        assert viewing.data_sha256() == before
        assert viewing.build(as_of=date(2024, 12, 31)) == date(2024, 12, 31)
        for call in (
            lambda: viewing.add([files]),
            lambda: viewing.undo(record.import_id),
            lambda: viewing.redo(record.import_id),
            lambda: viewing.confirm(record.import_id, "costs", {}),
            lambda: viewing.answer({}),
            lambda: viewing.save_run("{}"),
        ):
            with pytest.raises(ViewOnlyError):
                call()
        with Workspace.open(tmp_path / "w") as workspace:
            assert workspace.data_sha256() == before


def test_nothing_usable_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with Workspace.open(None) as workspace:
        for paths in ([tmp_path], [tmp_path / "absent.csv"]):
            with pytest.raises(NothingUsableError):
                workspace.add(paths)
        with pytest.raises(NothingUsableError):
            workspace.build()


ODD = "Worker,Learning,When done\n7,Safety,2024-01-05\n8,Safety,2024-01-06\n"
MAPPING = {"Worker": "employee_id", "Learning": "program_id", "When done": "completed_on"}


def test_a_confirmed_mapping_is_used_and_remembered(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "in", odd=ODD, same=ODD.replace("8,", "9,"))])
        first, second = workspace.unrecognised()
        proposal = workspace.proposal(first.import_id, table="enrollments")
        assert [match.source for match in proposal.columns] == list(MAPPING)
        reports = workspace.confirm(first.import_id, "enrollments", MAPPING)
        assert {match.how for match in reports[0].columns} == {How.ANSWER}
        assert second.report.file == reports[1].file
        assert workspace.unrecognised() == []
        assert count(workspace, "enrollments") == 4
    with Workspace.open(tmp_path / "w") as workspace:
        next_month = write(
            tmp_path / "next", odd="Note,Worker,When done,Learning\nx,9,2024-02-05,Safety\n"
        )
        (report,) = workspace.add([next_month])
        assert report.table == "enrollments"
        assert {m.how for m in report.columns if m.target} == {How.REMEMBERED}
        assert {m.source for m in report.columns if m.target is None} == {"Note"}


@pytest.mark.parametrize(
    ("table", "mapping"),
    [
        ("nothing", MAPPING),
        ("enrollments", {"Worker": "employee_id"}),
        ("enrollments", MAPPING | {"When done": "employee_id"}),
        ("enrollments", MAPPING | {"Absent": "status"}),
        ("enrollments", MAPPING | {"When done": "shoe_size"}),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused(
    tmp_path: Path, table: str, mapping: dict[str, str]
) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "in", odd=ODD)])
        (record,) = workspace.unrecognised()
        with pytest.raises(AnswersError):
            workspace.confirm(record.import_id, table, mapping)
        assert workspace.unrecognised() == [record]


ASKING = "employee_id,hire_date\n1,03/04/2021\n"


def test_open_questions_are_kept_and_answered_later(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([write(tmp_path / "in", employees=ASKING)])
    with Workspace.open(tmp_path / "w") as workspace:
        (question,) = workspace.questions()
        with pytest.raises(AnswersError):
            workspace.answer({question.id: "sideways"})
        workspace.answer({question.id: "mdy"})
        assert workspace.questions() == []
        rows = (
            "select hire_date from landing.employees "
            "join landing.imports using (import_id) where active"
        )
        assert workspace.store.rows(rows) == [(date(2021, 3, 4),)]


def test_answers_given_with_the_same_file_again(tmp_path: Path) -> None:
    files = write(tmp_path / "in", employees=ASKING)
    with Workspace.open(tmp_path / "w") as workspace:
        workspace.add([files])
        (report,) = workspace.add([files], answers={"date_order:employees.csv": "mdy"})
        assert (report.date_order, report.questions) == ("mdy", ())
        assert count(workspace, "employees") == 1
        earlier, later = workspace.history()
        workspace.redo(earlier.import_id)
        assert [record.active for record in workspace.history()] == [True, False]
        assert count(workspace, "employees") == 1
        assert earlier.seq == later.seq, "a later answer does not make a file the latest"
        assert earlier.imported_at < later.imported_at


def test_answers_file(tmp_path: Path) -> None:
    assert read_answers(ROOT / "docs" / "answers.example.toml") == {
        "date_order:leavers.csv": "mdy",
        "date_order:roster.xlsx#Leavers": "dmy",
    }
    bad = tmp_path / "bad.toml"
    for text in ("not toml", "x = 1"):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(AnswersError):
            read_answers(bad)


def test_report_entries_are_as_the_contract_says(tmp_path: Path) -> None:
    with Workspace.open(None) as workspace:
        reports = workspace.add([write(tmp_path / "in", costs=COSTS)])
        text = import_report_text(reports, workspace.findings_of_intake(), with_values=True)
    (entry,) = json.loads(text)["imports"]
    assert list(entry) == [
        "file", "sheet", "sha256", "system", "table", "confidence", "header_row", "encoding",
        "delimiter", "date_order", "columns", "questions", "rows_read", "rows_kept",
        "rows_set_aside", "set_aside", "totals",
    ]  # fmt: skip
    assert entry["set_aside"] == [
        {"row": 3, "column": "amount", "value": "x", "reason": "not a number"}
    ]
    assert entry["totals"] == {"period": 1.0, "amount": 10.0}
    hidden = report_entry(reports[0], with_values=False)["set_aside"]
    assert hidden == [{"row": 3, "column": "amount", "reason": "not a number"}]


def test_recognition_reads_no_rows(tmp_path: Path) -> None:
    reports = recognise([write(tmp_path / "in", costs=COSTS)])
    (entry,) = json.loads(recognition_text(reports))["imports"]
    assert (entry["table"], entry["header_row"]) == ("costs", 1)
    assert "rows_read" not in entry


def test_the_report_shows_a_thousand_and_the_workspace_holds_all(tmp_path: Path) -> None:
    rows = "".join(f"P{n},2024-01,x\n" for n in range(1_500))
    with Workspace.open(None) as workspace:
        (report,) = workspace.add(
            [write(tmp_path / "in", costs="program_id,period,amount\n" + rows)]
        )
        (record,) = workspace.history()
        assert len(report.set_aside) == len(record.report.set_aside) == 1_000
        assert len(workspace.set_aside(record.import_id)) == report.rows_set_aside == 1_500


def test_runs_are_kept_by_fingerprint(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.save_run('{"a": 1}') == workspace.save_run('{"a": 1}')
        assert len(list((tmp_path / "w" / "runs").iterdir())) == 1
