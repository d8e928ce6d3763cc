"""Encodings, delimiters, header rows and broken records of text files."""

from pathlib import Path

import pytest

from tests.unit.intake.landing import land

ROWS = [
    ("employee_id", "hire_date", "job_role", "location"),
    ("00124", "2020-01-31", "Ingénieur “A”", "Köln"),
    ("00125", "2021-02-28", "Analyst; junior", "São Paulo"),
    ("00126", "2021-03-15", "Chef, principal", "Łódź"),
]


def text(
    delimiter: str = ",", *, end: str = "\n", rows: list[tuple[str, ...]] | None = None
) -> str:
    quoted = [[f'"{cell}"' for cell in row] for row in (rows or ROWS)]
    return end.join(delimiter.join(row) for row in quoted) + end


@pytest.mark.parametrize(
    ("codec", "said", "rows"),
    [
        ("utf-8", "utf-8", ROWS),
        ("utf-8-sig", "utf-8-sig", ROWS),
        ("utf-16", "utf-16", ROWS),
        ("utf-16-le", "utf-16", ROWS),
        ("utf-16-be", "utf-16", ROWS),
        ("cp1252", "cp1252", ROWS[:3]),
    ],
)
def test_encodings(tmp_path: Path, codec: str, said: str, rows: list[tuple[str, ...]]) -> None:
    done = land(tmp_path, {"employees.csv": text(rows=rows).encode(codec)})
    assert done.report.encoding == said
    assert done.column("employees", "location") == [row[3] for row in rows[1:]]
    assert done.column("employees", "job_role")[0] == "Ingénieur “A”"


def test_bytes_that_cp1252_leaves_undefined_are_latin_1(tmp_path: Path) -> None:
    content = "employee_id,hire_date,location\n1,2020-01-31,K\xf6ln\x81\n".encode("latin-1")
    assert land(tmp_path, {"employees.csv": content}).report.encoding == "latin-1"


def test_a_late_byte_outside_utf_8_decides(tmp_path: Path) -> None:
    head = "employee_id,location\n" + "".join(f"{n},plain\n" for n in range(40_000))
    content = head.encode() + b"99999,K\xf6ln\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.report.encoding == "cp1252"
    assert done.column("employees", "location")[-1] == "Köln"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    done = land(tmp_path, {"employees.csv": text(delimiter, end=end)})
    assert (done.report.delimiter, done.report.rows_kept) == (delimiter, 3)
    assert done.column("employees", "employee_id") == ["00124", "00125", "00126"]


def test_a_line_may_name_the_separator(tmp_path: Path) -> None:
    done = land(tmp_path, {"employees.csv": "sep=;\n" + text(";")})
    assert (done.report.delimiter, done.report.header_row) == (";", 2)
    assert done.tables["employees"][0]["source_row"] == 3


def test_line_breaks_inside_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    content = (
        'employee_id,hire_date,job_role\n1,2020-01-31,"two\nlines, one cell"\n2,2020-02-29,x\n'
    )
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "job_role") == ["two\nlines, one cell", "x"]


def test_titles_above_the_headers_are_skipped(tmp_path: Path) -> None:
    preamble = "Employee report\n\nRun on,2024-01-05\nFilter: all\n,\n,\n"
    content = preamble + "Employee ID,Hire Date,Job Role\n1,2020-01-31,A\n2,2020-02-29,B\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.report.header_row == 7
    assert [row["source_row"] for row in done.tables["employees"]] == [8, 9]


def test_headers_below_titles_are_found_without_a_layout(tmp_path: Path) -> None:
    content = "Some export,,\nRun on,2024-01-05,\nShoe,Weight,Color\n1,2.5,red\n2,3.5,blue\n"
    assert land(tmp_path, {"shoes.csv": content}).report.header_row == 3


def test_total_rows_are_set_aside(tmp_path: Path) -> None:
    content = "program_id,period,amount\nP1,2024-01,10\nP2,2024-01,20\nTotal,,30\n"
    done = land(tmp_path, {"costs.csv": content})
    assert (done.report.rows_read, done.report.rows_kept, done.report.totals["amount"]) == (
        3,
        2,
        30,
    )
    assert [(item.row, item.reason) for item in done.report.set_aside] == [(4, "total row")]


def test_repeated_headers_inside_a_file_are_set_aside(tmp_path: Path) -> None:
    content = "program_id,period,amount\nP1,2024-01,10\nprogram_id,period,amount\nP2,2024-01,20\n"
    done = land(tmp_path, {"costs.csv": content})
    assert [(item.row, item.reason) for item in done.report.set_aside] == [(3, "headers repeated")]
    assert done.report.rows_kept == 2


def test_rows_with_too_many_cells_cannot_be_trusted(tmp_path: Path) -> None:
    content = "program_id,period,amount\nP1,2024-01,10\nP2,2024-01,1,200\nP3,2024-01,3,\n"
    done = land(tmp_path, {"costs.csv": content})
    assert done.column("costs", "program_id") == ["P1", "P3"]
    (aside,) = done.report.set_aside
    assert (aside.row, aside.reason, aside.value) == (3, "more cells than headers", "200")


def test_rows_with_too_few_cells_are_padded_and_listed(tmp_path: Path) -> None:
    content = "program_id,period,amount,currency\nP1,2024-01,10\nP2,2024-01\n"
    done = land(tmp_path, {"costs.csv": content})
    assert done.column("costs", "program_id") == ["P1"]
    reasons = [(item.row, item.column, item.reason) for item in done.report.set_aside]
    assert (2, "currency", "fewer cells than headers") in reasons
    assert (3, "amount", "empty") in reasons
    assert done.report.rows_read == done.report.rows_kept + done.report.rows_set_aside == 2


def test_of_repeated_headers_the_first_counts(tmp_path: Path) -> None:
    content = "program_id,period,amount,amount\nP1,2024-01,10,99\n"
    done = land(tmp_path, {"costs.csv": content})
    assert done.report.totals["amount"] == 10
    assert [match.source for match in done.report.columns][-1] == "amount (2)"
    assert done.report.columns[-1].target is None


def test_empty_columns_are_not_mentioned_and_filled_ones_are(tmp_path: Path) -> None:
    content = "program_id,period,amount,,\nP1,2024-01,10,,note\nP2,2024-01,20,,\n"
    sources = [m.source for m in land(tmp_path, {"costs.csv": content}).report.columns]
    assert sources == ["program_id", "period", "amount", "column 5"]


def test_blank_lines_are_no_rows_but_count_in_numbers(tmp_path: Path) -> None:
    done = land(tmp_path, {"costs.csv": "program_id,period,amount\n\nP1,2024-01,x\n\n"})
    assert (done.report.rows_read, done.report.set_aside[0].row) == (1, 3)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf"])
def test_empty_files_are_said_and_the_rest_goes_on(tmp_path: Path, content: bytes) -> None:
    files = {"employees.csv": content, "costs.csv": "program_id,period,amount\nP1,2024-01,1\n"}
    done = land(tmp_path, files)
    assert [report.table for report in done.reports] == ["costs"]
    assert "unreadable_file" in done.ids()


def test_other_kinds_of_files_are_skipped_and_listed(tmp_path: Path) -> None:
    files = {"notes.pdf": "x", "costs.csv": "program_id,period,amount\nP1,2024-01,1\n"}
    assert "file_skipped" in land(tmp_path, files).ids()


def test_a_lone_quote_does_not_stop_the_rest(tmp_path: Path) -> None:
    content = 'employee_id,hire_date,job_role\n1,2020-01-31,5" pipe fitter\n2,2020-02-29,x\n'
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "job_role") == ['5" pipe fitter', "x"]
