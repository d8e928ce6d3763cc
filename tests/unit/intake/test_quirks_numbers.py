"""Numbers, money and percents as spreadsheets of many countries write them."""

from pathlib import Path

import duckdb
import pytest

from mls_metrics.intake.numbers import decimal_of
from mls_metrics.warehouse.ingest_sql import number
from tests.unit.intake.landing import Landed, land

NARROW, THIN, FIXED, FIGURE = "\u202f", "\u2009", "\u00a0", "\u2007"


def costs(tmp_path: Path, cells: list[str], *, delimiter: str = ",", more: str = "") -> Landed:
    rows = [f'P{n}{delimiter}2024-01{delimiter}"{cell}"' for n, cell in enumerate(cells)]
    head = delimiter.join(["program_id", "period", "amount"])
    return land(tmp_path, {"costs.csv": "\n".join([head, *rows]) + "\n" + more})


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,50", "12,5"], [1234.5, 12.5]),
        (["1,234.50", "12.5"], [1234.5, 12.5]),
        (["1'234.50", "1’234’567.25"], [1234.5, 1234567.25]),
        ([f"1{NARROW}234,50", f"12{NARROW}345,75"], [1234.5, 12345.75]),
        ([f"1{THIN}234,50", f"1{FIXED}234,25", f"1{FIGURE}234,75"], [1234.5, 1234.25, 1234.75]),
        (["1.234.567", "1.234,5"], [1234567, 1234.5]),
        (["1,234,567", "1,234.5"], [1234567, 1234.5]),
        (["(120)", "120-", "-120", "−120"], [-120, -120, -120, -120]),
        (["($1,200.50)", "-$5.25", "$-5.25"], [-1200.5, -5.25, -5.25]),
        (["$99.95", "99.95 kr", "USD 99.95", "US$ 99.95"], [99.95] * 4),
        (["99,95 €", "€ 99,95", "EUR 99,95", "99,95 EUR"], [99.95] * 4),
        (["CHF 1'200.50", "R$ 1200.50", "zł 7.25", "₹ 7.25"], [1200.5, 1200.5, 7.25, 7.25]),
        (["(1.200,50 EUR)", "12,5"], [-1200.5, 12.5]),
        (["+5.25", "5."], [5.25, None]),
    ],
)  # fmt: skip
def test_forms_of_money(tmp_path: Path, cells: list[str], values: list[float | None]) -> None:
    done = costs(tmp_path, cells)
    wanted = [value for value in values if value is not None]
    assert done.column("costs", "amount") == pytest.approx(wanted), done.report.set_aside
    assert done.report.rows_set_aside == values.count(None)


@pytest.mark.parametrize("cell", ["90 MIN", "12 PCS", "1 2 3", "1,2,3", "12.34.56", "1-2", "--5"])
def test_what_is_no_number_is_listed_and_not_guessed(tmp_path: Path, cell: str) -> None:
    done = costs(tmp_path, ["7.25", cell])
    if cell == "1 2 3":  # blanks are taken off wherever they stand, as people group digits so
        assert done.column("costs", "amount") == [7.25, 123]
        return
    assert done.column("costs", "amount") == [7.25]
    assert [(item.value, item.reason) for item in done.report.set_aside] == [(cell, "not a number")]


def test_each_column_has_its_own_decimal_sign(tmp_path: Path) -> None:
    content = (
        "employee_id;program_id;status;score;hours\n"
        "1;P;completed;85.5;1,5\n2;P;completed;90.25;2,75\n"
    )
    done = land(tmp_path, {"enrollments.csv": content})
    assert done.column("enrollments", "score") == [85.5, 90.25]
    assert done.column("enrollments", "hours") == [1.5, 2.75]


def test_a_lone_point_before_three_digits_follows_the_rest_of_the_file(tmp_path: Path) -> None:
    content = 'employee_id,program_id,status,score,cost\n1,P,completed,"85,5",1.234\n'
    assert land(tmp_path / "a", {"enrollments.csv": content}).column("enrollments", "cost") == [
        1234
    ]
    content = "employee_id,program_id,status,score,cost\n1,P,completed,85.5,1.234\n"
    done = land(tmp_path / "b", {"enrollments.csv": content})
    assert done.column("enrollments", "cost") == [pytest.approx(1.234)]


def test_a_lone_point_follows_the_separator_where_nothing_else_tells(tmp_path: Path) -> None:
    assert costs(tmp_path / "a", ["1.234"], delimiter=";").column("costs", "amount") == [1234]
    assert costs(tmp_path / "b", ["1.234"]).column("costs", "amount") == [pytest.approx(1.234)]


@pytest.mark.parametrize(
    ("cells", "delimiter", "asked"),
    [
        (["1.234", "5.678"], ",", "."),
        (["1,234"], ";", ","),
        (["1,234"], ",", None),
        (["1.234"], ";", None),
        (["1.234", "5.67"], ",", None),
        (["1", "5"], ",", None),
    ],
)
def test_a_sign_that_nothing_decides_is_asked_and_said(
    tmp_path: Path, cells: list[str], delimiter: str, asked: str | None
) -> None:
    done = costs(tmp_path, cells, delimiter=delimiter)
    assert [(q.id, q.default) for q in done.report.questions] == (
        [("decimal_sign:costs.csv", asked)] if asked else []
    )
    assert ("decimal_sign_assumed" in done.ids()) == bool(asked)


def test_the_answer_decides_the_sign(tmp_path: Path) -> None:
    files = {"costs.csv": "program_id,period,amount\nP,2024-01,1.234\n"}
    done = land(tmp_path, files, answers={"decimal_sign:costs.csv": ","})
    assert done.column("costs", "amount") == [1234]
    assert not done.report.questions
    assert "decimal_sign_assumed" not in done.ids()


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,5"], ","), (["1.5"], "."), (["1.234,5"], ","), (["1,234.5"], "."),
        (["1.234"], None), (["1,234"], None), (["1.234.567"], ","), (["0.125"], "."),
        (["0,125"], ","), (["0.125", "1,5"], None), (["$0.125"], "."), (["100.125"], None),
        (["1'234.500"], "."), (["12345.678"], "."), (["12345,678"], ","),
    ],
)  # fmt: skip
def test_what_cells_say_of_their_decimal_sign(cells: list[str], sign: str | None) -> None:
    assert decimal_of(cells) == sign


@pytest.mark.parametrize("decimal", [".", ","])
def test_hostile_numbers_take_no_time(decimal: str) -> None:
    sql = f"select {number('r', decimal=decimal, sql_type='double')} from (select ? as r) as cells"
    for cell in ("1," * 200_000 + "x", "1." * 200_000 + "x", "(" * 400_000, "1" * 400_000 + "-x"):
        assert duckdb.execute(sql, [cell]).fetchall()[0][0] is None
