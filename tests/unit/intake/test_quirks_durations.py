"""Durations in the forms that learning systems and spreadsheets write."""

from pathlib import Path

import duckdb
import pytest

from mls_metrics.intake.durations import looks_like_duration, unit_of_cells, unit_of_header
from mls_metrics.warehouse.ingest_sql import duration
from tests.unit.intake.landing import Landed, land
from tests.unit.intake.mapped import land_as


def hours(cell: str, decimal: str = ".") -> float | None:
    sql = f"select {duration('r', decimal=decimal)} from (select ? as r) as cells"
    return duckdb.execute(sql, [cell]).fetchall()[0][0]


FORMS = {
    "1h 23m": 83 / 60,
    "1h23m": 83 / 60,
    "1 h 23 min": 83 / 60,
    "1h 23m 45s": 5025 / 3600,
    "1h23": 83 / 60,
    "1 hour, 23 minutes": 83 / 60,
    "1 hr and 23 mins": 83 / 60,
    "1 Std. 23 Min.": 83 / 60,
    "1 Stunde und 23 Minuten": 83 / 60,
    "1 heure et 23 minutes": 83 / 60,
    "2 horas y 5 minutos": 125 / 60,
    "1:23": 83 / 60,
    "01:23:45": 5025 / 3600,
    "0123:45:30": 123 + 45 / 60 + 30 / 3600,
    "0000:12:30.50": 750.5 / 3600,
    "PT1H23M": 83 / 60,
    "PT1M12S": 72 / 3600,
    "PT0.5H": 0.5,
    "PT4980S": 83 / 60,
    "P1DT2H": 26,
    "P0DT0H1M30S": 90 / 3600,
    "83 min": 83 / 60,
    "90 MIN": 1.5,
    "45s": 45 / 3600,
    "1.38 hours": 1.38,
    "1,38 Std.": 1.38,
    "8 HRS": 8,
    "2 days": 16,
    "1 day, 2:03:04": 26 + 3 / 60 + 4 / 3600,
    "0 days 01:23:00": 83 / 60,
}


@pytest.mark.parametrize("cell", FORMS)
def test_forms_of_duration_in_words_and_clocks(cell: str) -> None:
    assert hours(cell) == pytest.approx(FORMS[cell])
    assert hours(cell.upper()) == pytest.approx(FORMS[cell])
    assert looks_like_duration(cell)


@pytest.mark.parametrize(
    "cell",
    ["83", "1.5", "", "soon", "-", "1:75", "1:2", "12/31/2023", "3 apples", "1h apples", "h", "P",
     "PT", "10:00 AM", "2023-01-31 10:00", "5 min ago", "about 2 hours", "P1Y", "P2M", "1m 2m x"],
)  # fmt: skip
def test_what_is_no_duration_gives_no_hours(cell: str) -> None:
    assert hours(cell) is None
    assert not looks_like_duration(cell)


def test_thousands_in_a_duration_follow_the_decimal_sign() -> None:
    assert hours("1,380 min", ".") == pytest.approx(23)
    assert hours("1.380 Minuten", ",") == pytest.approx(23)
    assert hours("1,5 hours", ".") == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Transcript Time in training (min)", 1 / 60),
        ("Course Duration (minutes)", 1 / 60),
        ("Session Time (sec)", 1 / 3600),
        ("Duration (in seconds)", 1 / 3600),
        ("Training hrs", 1),
        ("Total Hours", 1),
        ("Lernzeit (Std.)", 1),
        ("Durée (heures)", 1),
        ("Horas de capacitación", 1),
        ("Length (h)", 1),
        ("Course length [d]", 8),
        ("Duration (Days)", 8),
        ("Duration", None),
        ("Duration (hh:mm:ss)", None),
        ("Hours and minutes", None),
        ("Midnight", None),
        ("S", None),
    ],
)
def test_units_in_headers(header: str, unit: float | None) -> None:
    assert unit_of_header(header) == (pytest.approx(unit) if unit else None)


def test_fractions_of_a_day_are_known_by_all_cells() -> None:
    assert unit_of_cells(["0.0576", "0.125", "0.041666666667"]) == 24
    assert unit_of_cells(["0,0576", "0,125", "0,041666"]) == 24
    assert unit_of_cells(["0.5", "0.75", "0.25"]) is None
    assert unit_of_cells(["0.0576", "0.125", "2.125"]) is None
    assert unit_of_cells(["0.0576"]) is None


def transcript(tmp_path: Path, header: str, cells: list[str]) -> Landed:
    head = f"Worker No,Course,State,{header}\n"
    rows = "".join(f'E{n},P{n},Completed,"{cell}"\n' for n, cell in enumerate(cells, 1))
    names = {"Worker No": "employee_id", "Course": "program_id", "State": "status"}
    columns = {**names, header: "hours"}
    return land_as(tmp_path / "time.csv", head + rows, "enrollments", columns)


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Time Spent (min)", ["83", "30", "1h 23m"], [83 / 60, 0.5, 83 / 60]),
        ("Time Spent (sec)", ["3600", "1800", "900"], [1, 0.5, 0.25]),
        ("Training Hours", ["1:23", "90 MIN", "PT1H"], [83 / 60, 1.5, 1]),
        ("Training Hours", ["1.5", "2", "0.25"], [1.5, 2, 0.25]),
        ("Time Spent", ["0.0576", "0.1250", "0.0417"], [1.3824, 3, 1.0008]),
    ],
)
def test_hours_of_a_transcript(
    tmp_path: Path, header: str, cells: list[str], expected: list[float]
) -> None:
    done = transcript(tmp_path, header, cells)
    assert done.column("enrollments", "hours") == pytest.approx(expected)


def test_a_kpi_may_be_a_time(tmp_path: Path) -> None:
    content = "kpi,period,value\nHandling time,2024-01,0:45:00\nHandling time,2024-02,0.5\n"
    done = land(tmp_path, {"kpis.csv": content})
    assert done.column("kpis", "value") == [0.75, 0.5]


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Time Spent", ["0.0576", "0.1250", "0.0417"], "parts of a day"),
        ("Time Spent", ["4980", "3600", "12"], "as large as 4980, were read as hours"),
        ("Time Spent (days)", ["1", "2", "3"], "each was read as 8 hours"),
        ("Time Spent (min)", ["4980", "3600", "12"], None),
        ("Time Spent", ["1.5", "2", "40"], None),
    ],
)
def test_an_assumed_unit_is_said(
    tmp_path: Path, header: str, cells: list[str], said: str | None
) -> None:
    sentences = [
        item.sentence
        for item in transcript(tmp_path, header, cells).findings
        if item.id == "time_unit_assumed"
    ]
    assert len(sentences) == bool(said)
    assert not said or said in sentences[0]


def test_a_long_hostile_cell_takes_no_time() -> None:
    assert not looks_like_duration("1h " * 100_000)
    assert hours("1 " * 50_000 + "x") is None
    assert hours("1h " * 50_000 + "x") is None
