"""What a file is taken for: templates, other people's headers, mappings, workbooks, Parquet."""

import csv
import io
import random
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from mls_metrics.catalog.load import tables
from mls_metrics.intake.layouts import shipped, systems
from mls_metrics.intake.mapping import propose
from mls_metrics.intake.names import header_names
from mls_metrics.intake.recognise import Headers, plain_name, recognise
from mls_metrics.model.source import How
from tests.unit.intake.landing import day, land


def headers(*cells: str, sample: tuple[tuple[str, ...], ...] = ()) -> Headers:
    return Headers(row=1, cells=cells, sample=sample)


@pytest.mark.parametrize("table", sorted(tables()))
def test_every_template_is_recognised_by_its_name_and_by_its_headers(table: str) -> None:
    columns = [column.name for column in tables()[table].columns]
    for named in (f"{table}.csv", "upload.csv"):
        (layout,) = recognise(headers(*columns), named=named)
        assert (layout.table, layout.system, layout.how) == (table, "canonical", How.EXACT)


@pytest.mark.parametrize("table", sorted(tables()))
def test_needed_columns_alone_are_enough_under_the_template_name(table: str) -> None:
    needed = [column.name for column in tables()[table].columns if column.needed] or ["text"]
    (layout,) = recognise(headers(*needed), named=f"{table}.csv")
    assert layout.table == table


@pytest.mark.parametrize(
    "name", ["Employees.CSV", "employees (1).csv", "hr/employees_2026-10.csv", "employees copy.csv"]
)
def test_names_may_carry_dates_and_copies(name: str) -> None:
    assert plain_name(name) == "employees"


def test_headers_may_differ_in_case_spaces_and_order(tmp_path: Path) -> None:
    content = "HIRE DATE,Employee Id,shoe_size\n2020-01-31,7,44\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "hire_date") == [day("2020-01-31")]
    targets = {match.source: match.target for match in done.report.columns}
    assert targets == {"HIRE DATE": "hire_date", "Employee Id": "employee_id", "shoe_size": None}


def test_a_template_without_a_needed_column_is_said(tmp_path: Path) -> None:
    done = land(tmp_path, {"costs.csv": "program_id,month,note\nP1,2024-01,10\n"})
    assert done.report.table is None
    (finding,) = done.findings
    assert finding.id == "needed_columns_missing"
    assert "period, amount" in finding.sentence


def test_an_unknown_file_is_reported_with_what_was_seen(tmp_path: Path) -> None:
    done = land(tmp_path, {"shoes.csv": "Shoe,Weight\nboot,2\n"})
    assert (done.report.table, done.report.system, done.report.rows_read) == (None, "unknown", 0)
    (finding,) = done.findings
    assert finding.id == "unrecognised_file"
    assert "'Shoe'" in finding.sentence


def test_clear_headers_of_other_systems_are_taken(tmp_path: Path) -> None:
    content = (
        "User ID,Course ID,Enrollment Date,Completion Date,Completion Status\n"
        "7,C1,2024-01-05,2024-02-05,Completed\n8,C1,2024-01-06,,In Progress\n"
    )
    done = land(tmp_path, {"export.csv": content})
    assert (done.report.system, done.report.table) == ("generic", "enrollments")
    assert {match.how for match in done.report.columns} == {How.ALIAS}
    assert done.column("enrollments", "status") == ["completed", "in_progress"]


@pytest.mark.parametrize(
    "header",
    [
        "Person,Course ID,Enrollment Date,Completion Status",  # the id is a guess
        "User ID,Course Title,Enrollment Date,Completion Status",  # a title is no id
        "User ID,Employee Number,Course ID,Completion Status",  # two ids
    ],
)
def test_what_is_not_clear_is_not_taken_unasked(tmp_path: Path, header: str) -> None:
    done = land(tmp_path, {"export.csv": header + "\n7,C1,2024-01-05,Completed\n"})
    assert done.report.table is None


def test_values_speak_against_a_name() -> None:
    named = ("Employee ID", "Hire Date")
    right = propose(headers(*named, sample=(("7", "2024-01-05"), ("8", "2024-01-06"))))
    wrong = propose(headers(*named, sample=(("7", "blue"), ("8", "green"))))
    assert right.is_clear
    assert not wrong.is_clear


def test_guesses_at_ids_and_dates_are_not_preselected() -> None:
    seen = headers("Employee ID", "Date of first contract hire", sample=(("7", "2024-01-05"),))
    proposal = propose(seen, table="employees")
    assert [match.target for match in proposal.columns] == ["employee_id", None]
    assert "hire_date" in proposal.runners_up["Date of first contract hire"]
    assert proposal.samples["Employee ID"] == ("7",)


def test_layouts_and_known_headers_name_columns_that_exist() -> None:
    for table, columns in header_names().items():
        if table != "stand_ins":
            assert set(columns) <= {column.name for column in tables()[table].columns}
    found = systems()
    assert found[:2] == ("canonical", "generic")
    assert found[-1] == "unknown"
    assert {"cornerstone", "employee_all_in_one", "moodle", "oulad", "xapi"} < set(found)
    assert len({layout.id for layout in shipped()}) == len(shipped())


def workbook(sheets: dict[str, list[list[object]]], *, hidden: str = "") -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return stream.getvalue()


def test_every_visible_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    from datetime import datetime

    employees = [["Employees", "", ""], [], ["employee_id", "hire_date", "fte"]]
    employees += [[7, datetime(2020, 1, 31), 0.8], ["008", datetime(2021, 2, 28), 1]]
    sheets = {
        "employees": employees,
        "Costs": [["program_id", "period", "amount"], ["P1", datetime(2024, 1, 1), 10.25]],
        "secret": [["program_id", "period", "amount"], ["P9", "2024-01", 1]],
        "empty": [],
    }
    done = land(tmp_path, {"book.xlsx": workbook(sheets, hidden="secret")})
    assert [(report.sheet, report.table) for report in done.reports] == [
        ("Costs", "costs"),
        ("employees", "employees"),
    ]
    assert done.column("employees", "employee_id") == ["7", "008"]
    assert done.column("employees", "hire_date") == [day("2020-01-31"), day("2021-02-28")]
    assert done.column("employees", "fte") == [0.8, 1]
    assert done.column("costs", "amount") == [10.25]
    assert done.reports[1].header_row == 3
    assert done.tables["employees"][0]["source_row"] == 4


def test_a_hostile_workbook_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    import zipfile

    whole = workbook({"A": [["x"]]})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", cell.encode())
                data = data.replace(b'<dimension ref="A1"/>', b"")
            new.writestr(entry, data)
    files = {
        "bomb.xlsx": stream.getvalue(),
        "broken.xlsx": b"PK\x03\x04 no archive",
        "text.xlsx": b"hello",
        "costs.csv": b"program_id,period,amount\nP1,2024-01,1\n",
    }
    done = land(tmp_path, files)
    assert [report.file for report in done.reports] == ["costs.csv"]
    assert len([f for f in done.findings if f.id == "unreadable_file"]) == 3


def test_tab_text_called_xls_is_read(tmp_path: Path) -> None:
    content = "program_id\tperiod\tamount\nP1\t2024-01\t5\n".encode("utf-16")
    assert land(tmp_path, {"costs.xls": content}).report.totals["amount"] == 5


def test_parquet_is_read(tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    duckdb.sql("select '007' as employee_id, date '2020-01-31' as hire_date").write_parquet(
        str(tmp_path / "employees.parquet")
    )
    done = land(tmp_path, {"broken.parquet": b"PAR1nothing"})
    assert done.column("employees", "employee_id") == ["007"]
    assert done.column("employees", "hire_date") == [day("2020-01-31")]
    assert "unreadable_file" in done.ids()


BASE = [
    ["employee_id", "program_id", "status", "started_on", "completed_on", "score", "cost"],
    *(
        [
            f"{n:05d}",
            f"P{n % 3}",
            ["completed", "failed", "in_progress"][n % 3],
            f"2023-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            f"2024-{n % 12 + 1:02d}-{n % 27 + 1:02d}",
            str(50 + n % 50),
            f"{n * 1.25:.2f}",
        ]
        for n in range(1, 41)
    ),
]


@pytest.mark.parametrize("seed", range(8))
def test_shape_of_a_file_does_not_change_what_it_says(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    order = chance.sample(range(len(BASE[0])), len(BASE[0]))
    blank = chance.randrange(len(order))
    delimiter, codec = chance.choice(",;\t|"), chance.choice(["utf-8", "utf-8-sig", "utf-16"])
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=chance.choice([0, 1]))
    for row in BASE:
        cells = [row[position] for position in order]
        writer.writerow([*cells[:blank], "", *cells[blank:], ""])
    bent = land(tmp_path / "a", {"enrollments.csv": stream.getvalue().encode(codec)})
    plain = land(tmp_path / "b", {"enrollments.csv": "\n".join(map(",".join, BASE))})
    assert bent.tables == plain.tables
    assert bent.report.totals == plain.report.totals
