"""Ids, words for nothing and flags, as spreadsheets and people leave them."""

from pathlib import Path

import pytest

from mls_metrics.intake.vocabulary import fold, meaning, normal, nulls
from mls_metrics.model.definition import Column
from tests.unit.intake.landing import Landed, land

FLAG = Column(name="mandatory", type="boolean", values=("true", "false"))


def people(tmp_path: Path, cells: list[str]) -> Landed:
    rows = "".join(f"{cell},2020-01-31\n" for cell in cells)
    return land(tmp_path, {"employees.csv": "employee_id,hire_date\n" + rows})


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("000123", "000123"),
        ("123.0", "123"),
        ("0123.0", "0123"),
        ('"=""00124"""', "00124"),
        ("'00125", "00125"),
        ("\u00a000126\u00a0", "00126"),
        ("  00127  ", "00127"),
        ('"00128\t"', "00128"),
        ("\u200b00129", "00129"),
        ("001\u00ad30", "00130"),
        ("\u202a00131\u202c", "00131"),
        ("00132\ufeff", "00132"),
        ("'\u200b00133", "00133"),
        ("e-7a", "e-7a"),
        ("E-7A", "E-7A"),
        ("1E5", "1E5"),
        ("F", "F"),
        ("true", "true"),
        ("1.2", "1.2"),
        ("DOMAIN\\ann", "DOMAIN\\ann"),
        ("12345678901234567890", "12345678901234567890"),
        ("2023-01-31", "2023-01-31"),
    ],
)
def test_ids_are_kept_as_text(tmp_path: Path, cell: str, said: str) -> None:
    done = people(tmp_path, [cell])
    assert done.column("employees", "employee_id") == [said]
    assert done.report.set_aside == ()


@pytest.mark.parametrize("cell", ["1.2E+05", '"1,2E+05"', "1E+05", "1.23457E+11", "1.2e+05"])
def test_ids_that_a_spreadsheet_rounded_are_refused_with_a_way_out(
    tmp_path: Path, cell: str
) -> None:
    done = people(tmp_path, [cell, "7"])
    assert done.column("employees", "employee_id") == ["7"]
    assert [item.reason for item in done.report.set_aside] == ["id lost by a spreadsheet"]
    (finding,) = [item for item in done.findings if item.id == "ids_lost"]
    assert cell.strip('"') in finding.sentence
    assert "Export again" in finding.fix


def test_ids_are_alike_in_two_files_though_one_was_wrapped(tmp_path: Path) -> None:
    files = {
        "employees.csv": 'employee_id,hire_date\n"=""00124""",2020-01-31\n',
        "enrollments.csv": "employee_id,program_id,status\n00124,P 1,completed\n",
    }
    done = land(tmp_path, files)
    assert done.column("employees", "employee_id") == done.column("enrollments", "employee_id")


def test_hidden_signs_stay_in_texts_and_go_from_ids(tmp_path: Path) -> None:
    content = "employee_id,hire_date,location\n\u200b1,2020-01-31,a\u200db\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.column("employees", "employee_id") == ["1"]
    assert done.column("employees", "location") == ["a\u200db"]


EMPTY = [
    "-", "–", "—", "N/A", "n.a.", "NULL", "null", "(blank)", "Not Available", "#N/A",
    "#VALUE!", "#REF!",
    "#DIV/0!", "#NAME?", "#NV", "#BEZUG!", "#VALEUR!", "#¡REF!", "#N/D",
]  # fmt: skip
EMPTY_UNLESS_TEXT = [
    "NA", "none", "NaN", "nil", "unknown", "TBD", "Not applicable", "N/A-StillEmployed",
    "NO_MANAGER",
    "NO_HR", "1900-01-00", "00/00/0000", "0000-00-00", "12/31/9999", "31/12/9999", "9999-12-31",
    "12/31/2999", "31.12.9999", "keine Angabe", "k.A.", "sin datos", "néant", "brak", "?",
]  # fmt: skip


@pytest.mark.parametrize("words", [EMPTY, EMPTY_UNLESS_TEXT], ids=["everywhere", "unless text"])
def test_words_for_nothing(tmp_path: Path, words: list[str]) -> None:
    rows = "".join(f'{n},"{word}","{word}","{word}"\n' for n, word in enumerate(words))
    head = "employee_id,hire_date,manager_id,location\n"
    done = land(tmp_path, {"employees.csv": head + rows})
    assert done.report.set_aside == ()
    assert set(done.column("employees", "hire_date")) == {None}
    assert set(done.column("employees", "manager_id")) == {None}
    texts = done.column("employees", "location")
    assert texts == ([None] * len(words) if words is EMPTY else words)


def test_words_for_nothing_are_known_in_any_case() -> None:
    for type_ in ("text", "id", "date", "number", "enum"):
        assert all(word == fold(word) for word in nulls(type_))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Yes", "true"), ("Y", "true"), ("1", "true"), ("TRUE", "true"), ("Ja", "true"),
        ("Oui", "true"), ("Sí", "true"), ("Sim", "true"), ("WAHR", "true"), ("VRAI", "true"),
        ("Tak", "true"), ("✓", "true"), ("x", "true"), ("No", "false"), ("N", "false"),
        ("0", "false"), ("Nein", "false"), ("Non", "false"), ("Não", "false"), ("FALSCH", "false"),
        ("FAUX", "false"), ("Nee", "false"), ("Nie", "false"), ("✗", "false"), ("maybe", None),
        ("-", ""), ("N/A", ""),
    ],
)  # fmt: skip
def test_flags_in_many_languages(word: str, said: str | None) -> None:
    assert meaning(word, FLAG) == said


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Employee\u00a0ID", "employee id"),
        ("  Employee   ID ", "employee id"),
        ("\ufeffEmployee ID", "employee id"),
        ("Sta\u200btus", "status"),
        ("Département", "departement"),
        ("EMPLOYEE_ID", "employee id"),
        ("Employee-ID:", "employee id"),
        ("Größe", "grosse"),
        ("Completed At\n(PST/PDT)", "completed at pst pdt"),
    ],
)
def test_headers_as_they_are_compared(header: str, said: str) -> None:
    assert normal(header) == said


def test_text_that_begins_like_a_formula_is_kept(tmp_path: Path) -> None:
    cells = ["=1+1", "+49 30 1", "-x", "@SUM(A1)", "=HYPERLINK(x)", "'quoted"]
    rows = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells))
    done = land(tmp_path, {"employees.csv": "employee_id,job_role\n" + rows})
    assert done.column("employees", "job_role") == cells
