"""What workbooks lose between what people see and what their cells hold."""

import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from mls_metrics.intake.findings import of_sheet
from mls_metrics.intake.reading import read_file
from mls_metrics.intake.receive import receive
from mls_metrics.intake.sheet_xml import (
    SheetLook,
    Shown,
    column_number,
    formats_of,
    read_book,
    shown_cells,
)
from tests.unit.intake.landing import Landed, day, land
from tests.unit.intake.mapped import land_as
from tests.unit.intake.sheets import (
    DAY,
    HOURS,
    PERCENT,
    PERCENTS,
    PREFIXED,
    STYLES,
    ZEROS,
    Cell,
    Formula,
    sheet_xml,
    workbook,
)

HEAD: list[Cell] = ["employee_id", "program_id", "status", "score"]


def roster(tmp_path: Path, rows: list[list[Cell]], **more: object) -> Landed:
    head: list[Cell] = ["employee_id", "hire_date", "location"]
    xml = sheet_xml([head, *rows], **more)  # type: ignore[arg-type]
    return land(tmp_path, {"employees.xlsx": workbook({"Sheet1": xml})})


def test_zeros_that_a_format_shows_are_kept(tmp_path: Path) -> None:
    cells: list[Cell] = [(123.0, ZEROS), (1234567.0, ZEROS), 123.0, "000123", (77.0, PREFIXED)]
    done = roster(tmp_path, [[cell, "2020-01-31", "x"] for cell in cells])
    assert done.column("employees", "employee_id") == [
        "000123", "1234567", "123", "000123", "E-0077",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ((0.85, PERCENT), 85),
        ((0.855, PERCENTS), 85.5),
        ((1.0, PERCENT), 100),
        ((0.07, PERCENT), 7),
        (85.0, 85),
        ("85%", 85),
        ("85 %", 85),
    ],
)
def test_percents_of_workbooks_and_texts_are_one_scale(
    tmp_path: Path, cell: Cell, score: float
) -> None:
    xml = sheet_xml([HEAD, ["1", "P", "completed", cell]])
    done = land(tmp_path, {"enrollments.xlsx": workbook({"Data": xml})})
    assert done.column("enrollments", "score") == [pytest.approx(score)]


def test_a_share_of_working_time_in_percent_is_a_share(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["employee_id", "fte"],
        ["1", (0.8, PERCENT)],
        ["2", 0.5],
        ["3", "80%"],
    ]
    done = land(tmp_path, {"employees.xlsx": workbook({"Sheet1": sheet_xml(rows)})})
    assert done.column("employees", "fte") == pytest.approx([0.8, 0.5, 0.8])


def test_plain_shares_of_a_known_system_become_percents(tmp_path: Path) -> None:
    rows = "E1,P,Completed,0.85\nE2,P,Completed,1\nE3,P,Completed,0.5\n"
    columns = {"Who": "employee_id", "What": "program_id", "How": "status", "Points": "score"}
    done = land_as(tmp_path / "x.csv", "Who,What,How,Points\n" + rows, "enrollments", columns)
    assert done.column("enrollments", "score") == [85, 100, 50]


def test_durations_of_workbooks_are_hours_whatever_the_header_says(tmp_path: Path) -> None:
    head: list[Cell] = ["Who", "What", "How", "Time (min)"]
    cells: list[Cell] = [(25.05 / 24, HOURS), (0.5 / 24, HOURS), 90.0, (0.0576, HOURS)]
    rows = [head, *(["E", f"P{at}", "Completed", cell] for at, cell in enumerate(cells))]
    columns = {"Who": "employee_id", "What": "program_id", "How": "status", "Time (min)": "hours"}
    book = workbook({"Sheet1": sheet_xml(rows)})
    done = land_as(tmp_path / "x.xlsx", book, "enrollments", columns)
    expected = [25.05, 0.5, 1.5, 0.0576 * 24]
    assert done.column("enrollments", "hours") == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_count_from_1900_or_1904(tmp_path: Path, is_1904: bool) -> None:
    serial = 45141.0 - (1462 if is_1904 else 0)
    rows: list[list[Cell]] = [["employee_id", "hire_date"], ["1", (serial, DAY)], ["2", serial]]
    book = workbook({"Sheet1": sheet_xml(rows)}, is_1904=is_1904)
    done = land(tmp_path, {"employees.xlsx": book})
    assert done.column("employees", "hire_date") == [day("2023-08-03")] * 2


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    shown = sheet_xml([["employee_id", "hire_date"], ["1", "2020-01-31"]])
    other = sheet_xml([["employee_id", "hire_date"], ["2", "2020-01-31"]])
    book = workbook({"Old": other, "Staff": shown, "Codes": other}, hidden=["Old", "Codes"])
    done = land(tmp_path, {"employees.xlsx": book})
    assert done.column("employees", "employee_id") == ["1"]
    (finding,) = [item for item in done.findings if item.id == "hidden_sheet"]
    assert "'Old', 'Codes'" in finding.sentence


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["1", "2020-01-31", "a"],
        ["2", "2020-01-31", "b"],
        ["3", "2020-01-31", "c"],
    ]
    done = roster(tmp_path, rows, hidden=[3, 4])
    assert done.column("employees", "employee_id") == ["1", "2", "3"]
    (finding,) = [item for item in done.findings if item.id == "hidden_rows"]
    assert finding.rows == 2


def test_a_plain_workbook_raises_no_doubt(tmp_path: Path) -> None:
    done = roster(tmp_path, [["1", "2020-01-31", "a"]])
    assert done.ids() == set()


def test_values_merged_downwards_stand_in_every_row(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["1", "2020-01-31", "Ulm"],
        ["2", "2020-01-31", None],
        ["3", "2020-01-31", None],
        ["4", "2020-01-31", None],
    ]
    done = roster(tmp_path, rows, merged=["C2:C4"])
    assert done.column("employees", "location") == ["Ulm", "Ulm", "Ulm", None]


def test_headers_merged_over_two_rows_are_found(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Staff list", None, None, None],
        ["employee_id", "Employment", None, "location"],
        [None, "hire_date", "termination_date", None],
        ["1", "2020-01-31", "2023-01-31", "Ulm"],
    ]
    xml = sheet_xml(rows, merged=["A1:D1", "A2:A3", "B2:C2", "D2:D3"])
    done = land(tmp_path, {"employees.xlsx": workbook({"Sheet1": xml})})
    assert done.report.header_row == 3
    (row,) = done.tables["employees"]
    assert (row["employee_id"], row["location"]) == ("1", "Ulm")
    assert row["termination_date"] == day("2023-01-31")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_error_cells_are_empty(tmp_path: Path, error: str) -> None:
    done = roster(tmp_path, [["1", error, error]])
    (row,) = done.tables["employees"]
    assert (row["hire_date"], row["location"]) == (None, None)
    assert done.report.set_aside == ()


def test_formulas_without_values_are_said_and_a_needed_cell_is_listed(tmp_path: Path) -> None:
    done = roster(
        tmp_path, [[Formula("A1&1"), "2020-01-31", "a"], ["2", "2020-01-31", Formula("C2")]]
    )
    assert done.column("employees", "employee_id") == ["2"]
    assert [(item.row, item.reason) for item in done.report.set_aside] == [(2, "empty")]
    (finding,) = [item for item in done.findings if item.id == "unsaved_formulas"]
    assert finding.rows == 2


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    done = roster(tmp_path, [["1", "2020-01-31", "=1+1"], ["2", "2020-01-31", "-x"]])
    assert done.column("employees", "location") == ["=1+1", "-x"]


def test_hidden_signs_in_cells_do_not_make_other_ids(tmp_path: Path) -> None:
    done = roster(
        tmp_path, [["\u200b00124\ufeff", "2020-01-31", "a"], ["\u00a000125 ", "2020-01-31", "b"]]
    )
    assert done.column("employees", "employee_id") == ["00124", "00125"]


def test_numbers_of_cells_are_never_thousands(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["program_id", "period", "amount"], ["P", "2024-01", 1.234]]
    done = land(tmp_path, {"costs.xlsx": workbook({"Sheet1": sheet_xml(rows)})})
    assert done.column("costs", "amount") == [pytest.approx(1.234)]
    assert not done.report.questions


def test_sheets_that_start_below_and_right_of_the_corner(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [], [], [None, None, "employee_id", "hire_date"], [None, None, (7.0, ZEROS), "2020-01-31"],
    ]  # fmt: skip
    done = land(tmp_path, {"employees.xlsx": workbook({"Sheet1": sheet_xml(rows)})})
    assert done.column("employees", "employee_id") == ["000007"]
    assert done.report.header_row == 3


def test_formats_by_style() -> None:
    formats = formats_of(STYLES)
    assert formats == {
        1: Shown(width=6),
        2: Shown(is_percent=True),
        3: Shown(is_percent=True),
        6: Shown(width=4, prefix="E-"),
    }
    assert formats_of("") == {}


def test_columns_by_their_letters() -> None:
    assert [column_number(name) for name in (b"A", b"Z", b"AA", b"XFD")] == [0, 25, 26, 16383]


def look_at(xml: str, tmp_path: Path) -> tuple[list[tuple[int, int, Shown]], SheetLook]:
    path, look = tmp_path / "book.xlsx", SheetLook()
    path.write_bytes(workbook({"Sheet1": xml}))
    with zipfile.ZipFile(path) as archive:
        book = read_book(archive)
        return list(shown_cells(archive, book.places["Sheet1"], book.formats, look)), look


def test_formats_are_read_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xml = sheet_xml([[(1.0, ZEROS), (2.0, ZEROS)], [(3.0, PERCENT), 4.0]])
    assert look_at(xml, tmp_path) == (
        [(0, 0, Shown(width=6)), (0, 1, Shown(width=6)), (1, 0, Shown(is_percent=True))],
        SheetLook(),
    )
    monkeypatch.setattr("mls_metrics.intake.sheet_xml.MOST_CELLS", 2)
    found, look = look_at(xml, tmp_path)
    assert (len(found), look.is_cut) == (2, True)


def test_a_limit_that_was_met_is_said(tmp_path: Path) -> None:
    path = tmp_path / "employees.xlsx"
    path.write_bytes(
        workbook({"A": sheet_xml([["employee_id", "hire_date"], ["1", "2020-01-31"]])})
    )
    (read,) = read_file(receive([path])[0], tmp_path / "work")
    assert of_sheet(read) == []
    assert read.part is not None
    assert read.inside is not None
    read.part = replace(read.part, inside=replace(read.inside, is_cut=True))
    assert [finding.id for finding in of_sheet(read)] == ["formats_not_read"]


@pytest.mark.parametrize(
    "xml",
    [
        "<row " * 300_000,
        '<row hidden="' * 150_000,
        '<c r="A1" s="1" ' * 100_000,
        "<c><f>" * 200_000 + "f></",
        "<c ><f>" + "x" * 2_000_000 + "</f></c>row>",
    ],
)
def test_hostile_xml_takes_no_time(tmp_path: Path, xml: str) -> None:
    begin = time.perf_counter()
    found, _ = look_at(xml, tmp_path)
    assert found == []
    assert time.perf_counter() - begin < 10
