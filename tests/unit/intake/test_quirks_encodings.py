"""Bytes, line ends, quotes and separators of text files, as systems and people leave them."""

import csv
from pathlib import Path

import pytest

from mls_metrics.errors import UnreadableFileError
from mls_metrics.intake.records import records
from mls_metrics.intake.sniff import CHUNK, FIELD_LIMIT, HEAD_BYTES, read_rows, sniff
from tests.unit.intake.landing import land

HEAD = "employee_id,hire_date,location\n"
ROWS = "00124,2020-01-31,Köln\n00125,2021-02-28,“Zürich” € 5\n"


def places(tmp_path: Path, content: str | bytes) -> list[str]:
    found: list[str] = land(tmp_path, {"employees.csv": content}).column("employees", "location")
    return found


@pytest.mark.parametrize(
    ("codec", "mark", "said"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16"),
        ("utf-16-be", b"", "utf-16"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_encodings_with_and_without_a_mark(
    tmp_path: Path, codec: str, mark: bytes, said: str
) -> None:
    done = land(tmp_path, {"employees.csv": mark + (HEAD + ROWS).encode(codec)})
    assert done.report.encoding == said
    assert done.column("employees", "location") == ["Köln", "“Zürich” € 5"]
    assert done.column("employees", "employee_id") == ["00124", "00125"]


def test_utf_16_of_the_kind_that_moodle_writes(tmp_path: Path) -> None:
    content = (HEAD + ROWS).replace(",", "\t").replace("\n", "\r\n").encode("utf-16")
    done = land(tmp_path, {"employees.xls": content})
    assert (done.report.encoding, done.report.delimiter) == ("utf-16", "\t")
    assert done.report.rows_kept == 2


@pytest.mark.parametrize("border", [HEAD_BYTES, CHUNK])
@pytest.mark.parametrize("shift", range(4))
def test_letters_cut_at_the_border_of_a_piece(tmp_path: Path, border: int, shift: int) -> None:
    filler = "1,2020-01-31,plain\n" * (border // 19 + 1)
    head = (HEAD + filler)[: border - 16 - shift].encode()
    head = head[: head.rfind(b"\n") + 1]
    row = b"2,2020-01-31," + b"x" * (border - len(head) - 13 - shift) + "€😀".encode() + b"\n"
    path = tmp_path / "employees.csv"
    path.write_bytes(head + row)
    sniffed = sniff(path)
    assert (sniffed.encoding, sniffed.is_mixed) == ("utf-8", False)
    assert list(read_rows(path, sniffed))[-1][2].lstrip("x") == "€😀"


def test_a_letter_cut_off_at_the_end_of_a_file(tmp_path: Path) -> None:
    content = (HEAD + ROWS * 3).encode() + "00126,2020-01-31,Köl".encode()[:-2]
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "location")[:2] == ["Köln", "“Zürich” € 5"]


def test_texts_in_two_encodings_are_read_each_in_its_own(tmp_path: Path) -> None:
    ours, theirs = "1,2020-01-31,Köln\n2,2020-01-31,Łódź\n", "3,2020-01-31,München\n"
    done = land(tmp_path, {"employees.csv": (HEAD + ours).encode() + theirs.encode("cp1252")})
    assert done.column("employees", "location") == ["Köln", "Łódź", "München"]
    assert done.report.encoding == "utf-8"
    assert "mixed_encoding" in done.ids()


def test_one_encoding_is_no_mixture(tmp_path: Path) -> None:
    for codec in ("utf-8", "cp1252", "utf-16"):
        done = land(tmp_path / codec, {"employees.csv": (HEAD + ROWS).encode(codec)})
        assert "mixed_encoding" not in done.ids()


def test_zero_bytes_are_left_out(tmp_path: Path) -> None:
    body = HEAD + ROWS.replace("Köln", "Kö\x00ln") + "00126,2020-01-31,Ulm\n" * 20
    done = land(tmp_path, {"employees.csv": body.encode() + b"\x00" * 3})
    assert done.column("employees", "location")[0] == "Köln"
    assert done.report.rows_kept == 22


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"%PDF-1.7\n" + bytes(range(20)) * 99])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(UnreadableFileError, match="could not be read"):
        sniff(tmp_path / "x.csv")


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff", "\u200b"])
def test_marks_inside_the_text_do_no_harm(tmp_path: Path, mark: str) -> None:
    content = f"{mark}employee_id,hire_date,location\n{mark}00124,{mark}2020-01-31,Ulm\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "employee_id") == ["00124"]
    assert done.report.set_aside == ()
    assert done.tables["employees"][0]["hire_date"] is not None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert places(tmp_path, (HEAD + ROWS).replace("\n", end)) == ["Köln", "“Zürich” € 5"]


def test_line_ends_of_both_kinds_in_one_file(tmp_path: Path) -> None:
    assert places(tmp_path, HEAD.replace("\n", "\r\n") + ROWS) == ["Köln", "“Zürich” € 5"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_breaks_inside_cells_are_kept(tmp_path: Path, end: str) -> None:
    content = (
        f'employee_id,location,hire_date{end}1,"a{end}b, c",2020-01-31{end}2,d,2020-02-29{end}'
    )
    assert places(tmp_path, content) == [f"a{end}b, c", "d"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('"say ""hi"""', 'say "hi"'),
        ('5" pipe', '5" pipe'),
        ("O'Hara", "O'Hara"),
        ('"a;b|c"', "a;b|c"),
        ("“quoted”", "“quoted”"),
        ('" padded "', "padded"),
    ],
)
def test_quotes(tmp_path: Path, cell: str, said: str) -> None:
    assert places(tmp_path, f"{HEAD}1,2020-01-31,{cell}\n") == [said]


def test_a_lone_quote_costs_no_other_row(tmp_path: Path) -> None:
    rows = ['1,2020-01-31,"Ulm', "2,2020-01-31,Bonn", '3,2020-01-31,"Köln"', "4,2020-01-31,Kiel"]
    assert places(tmp_path, HEAD + "\n".join(rows)) == ['"Ulm', "Bonn", "Köln", "Kiel"]


def test_a_quote_that_is_never_closed_costs_no_other_row(tmp_path: Path) -> None:
    rows = ["1,2020-01-31,Ulm", '2,2020-01-31,"Bonn', *["3,2020-01-31,Kiel"] * 500]
    assert places(tmp_path, HEAD + "\n".join(rows)) == ["Ulm", '"Bonn', *["Kiel"] * 500]


def test_a_long_text_after_a_lone_quote_is_still_read() -> None:
    rows = ["a,b", '1,"x', *["2,y"] * 20]
    csv.field_size_limit(30)
    try:
        found = list(records([f"{row}\n" for row in rows], ","))
    finally:
        csv.field_size_limit(FIELD_LIMIT)
    assert found == [["a", "b"], ["1", '"x'], *[["2", "y"]] * 20]


def test_sound_records_over_several_lines_stay_whole() -> None:
    lines = ['1,"a, b\n', 'c, d",x\n', '2,"say ""hi""\n', '",y\n', '3,"p"q,z\n']
    assert list(records(lines, ",")) == [
        ["1", "a, b\nc, d", "x"], ["2", 'say "hi"\n', "y"], ["3", "pq", "z"],
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", "\ufeffsep=;"])
def test_a_line_that_names_the_separator(tmp_path: Path, first: str) -> None:
    content = f"{first}\nemployee_id;hire_date;location\n1;2020-01-31;a, b, c, d\n"
    done = land(tmp_path, {"employees.csv": content})
    assert (done.report.delimiter, done.report.header_row) == (";", 2)
    assert done.column("employees", "location") == ["a, b, c, d"]


def test_a_named_separator_may_be_unusual(tmp_path: Path) -> None:
    content = "sep=^\nemployee_id^hire_date^location\n1^2020-01-31^a\n"
    assert places(tmp_path, content) == ["a"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found_among_other_signs(tmp_path: Path, delimiter: str) -> None:
    rows = [["employee_id", "hire_date", "location"], ["1", "2020-01-31", '"a,b;c|d\te"'],
            ["2", "2020-02-29", '"1,5"'], ["3", "2020-02-29", "x"]]  # fmt: skip
    content = "\n".join(delimiter.join(row) for row in rows)
    done = land(tmp_path, {"employees.csv": content})
    assert done.report.delimiter == delimiter
    assert done.column("employees", "location") == ["a,b;c|d\te", "1,5", "x"]


def test_a_file_with_one_column_has_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("name\nAnn\nBob\n", encoding="utf-8")
    assert list(read_rows(path, sniff(path))) == [["name"], ["Ann"], ["Bob"]]


def test_blank_and_repeated_headers(tmp_path: Path) -> None:
    content = "employee_id,,hire_date,Location,location,\n1,x,2020-01-31,Ulm,Bonn,\n"
    report = land(tmp_path, {"employees.csv": content}).report
    assert [match.source for match in report.columns] == [
        "employee_id", "column 2", "hire_date", "Location", "location (2)",
    ]  # fmt: skip
    targets = [match.target for match in report.columns]
    assert targets == ["employee_id", None, "hire_date", "location", None]
