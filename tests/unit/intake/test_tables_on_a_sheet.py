"""Several tables on one sheet are read as what they are, each row by its place."""

import io
from pathlib import Path

import xlsxwriter

from mls_metrics.workspace import Workspace
from tests.unit.intake.landing import land

ROSTER = [
    ["employee_id", "hire_date", "department"],
    ["1", "2020-01-01", "Sales"],
    ["2", "2020-01-02", "Finance"],
]
KPIS = [["kpi", "period", "value", "unit"], ["Errors", "2024-01", "5", "North"]]
NOTES = [["Remarks"], ["Ask Ann about the figures"]]


def book(*tables: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("All")
        row = 0
        for table in tables:
            for cells in table:
                sheet.write_row(row, 0, cells)
                row += 1
            row += 2
    return stream.getvalue()


def test_two_known_tables_are_two_tables(tmp_path: Path) -> None:
    done = land(tmp_path, {"book.xlsx": book(ROSTER, KPIS)})
    found = {(report.table, report.header_row, report.rows_kept) for report in done.reports}
    assert found == {("employees", 1, 2), ("kpis", 6, 1)}
    assert done.column("kpis", "source_row") == [7]
    assert done.column("employees", "employee_id") == ["1", "2"]


def test_what_is_not_known_goes_with_the_table_below(tmp_path: Path) -> None:
    done = land(tmp_path, {"book.xlsx": book(NOTES, ROSTER, KPIS)})
    assert {report.table for report in done.reports} == {"employees", "kpis"}


def test_one_known_table_stays_one(tmp_path: Path) -> None:
    done = land(tmp_path, {"book.xlsx": book(NOTES, ROSTER)})
    assert [(report.table, report.header_row) for report in done.reports] == [("employees", 5)]


def test_each_table_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(ROSTER, KPIS))
    with Workspace.open(None) as workspace:
        workspace.add([path])
        kpis = next(r for r in workspace.history() if r.report.table == "kpis")
        workspace.undo(kpis.import_id)
        assert [report.table for report in workspace.imports()] == ["employees"]
        workspace.redo(kpis.import_id)
        assert {report.table for report in workspace.imports()} == {"employees", "kpis"}
