"""Dates and moments as systems, spreadsheets and people of many countries write them."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mls_metrics.intake.dates import looks_like_date, weigh
from mls_metrics.intake.names import compared
from mls_metrics.warehouse.ingest_sql import Bind, days_of
from tests.unit.intake.landing import day, land


def read_all(cells: list[str], **more: Any) -> dict[str, date | None]:
    bind = Bind()
    sql = days_of("select unnest($cells) as r", bind=bind, **{"order": None, **more})
    return dict(duckdb.execute(sql, {**bind.params, "cells": cells}).fetchall())


def read(cell: str, **more: Any) -> date | None:
    return read_all([cell], **more)[cell]


FORMS = [
    "2023-08-03",
    "2023/8/3",
    "2023.08.03",
    "2023-08-03T10:11:12Z",
    "2023-08-03 10:11:12.5+02:00",
    "2023-08-03T00:30:00+01:00",
    "2023-08-03T23:30:00-05:00",
    "20230803",
    "20230803101112",
    "20230803T101112Z",
    "202308031011",
    "2023年8月3日",
    "45141",
    "45141.75",
    "45141,75",
    "1691020800",
    "1691020800000",
    "1691020800.0",
    "1691020800,5",
    "/Date(1691020800000)/",
    "\\/Date(1691020800000)\\/",
    "/Date(1691020800000+0100)/",
    "Aug-03-2023 08:00 AM America/New York",
    "08/03/2023 08:00 AM (PST)",
    "8/3/2023 8:00:00 AM",
    "08-03-2023",
    "8/3/23",
    "08 03 2023",
    "Thursday, August 3, 2023",
    "Thu Aug 03 2023 10:11:12 GMT+0100",
    "Thu, 03 Aug 2023 10:11:12 GMT",
    "August 3rd, 2023",
    "3rd of August 2023",
    "3 Aug 2023",
    "03Aug2023",
    "3-Aug-23",
    "3. August 2023",
    "3 août 2023",
    "3 AOÛT 2023",
    "3 aou\u0302t 2023",
    "3 de agosto de 2023",
    "3 de agosto del 2023",
    "3 agosto 2023",
    "3 augustus 2023",
    "3 sierpnia 2023",
]


def test_forms_of_one_day() -> None:
    assert read_all(FORMS, order="mdy") == dict.fromkeys(FORMS, date(2023, 8, 3))


def test_the_local_day_is_kept_as_it_is_written() -> None:
    assert read("2023-08-03T23:30:00-05:00") == date(2023, 8, 3)  # August 4 in UTC
    assert read("2023-08-03T00:30:00+02:00") == date(2023, 8, 3)  # August 2 in UTC
    assert read("Jan-15-2023 11:59 PM America/New York") == date(2023, 1, 15)
    assert read("/Date(1700000000000)/") == date(2023, 11, 14)
    assert read("1700000000") == date(2023, 11, 14)
    assert read("/Date(-86400000)/") == date(1969, 12, 31)


NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "at": "Jänner Feber Maerz April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto "
    "setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto "
    "settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia "
    "września października listopada grudnia",
    "pl short": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "nl short": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "fr short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "es short": "ene feb mar abr may jun jul ago sept oct nov dic",
    "de short": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "pt short": "jan fev mar abr mai jun jul ago set out nov dez",
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_names_of_months(language: str) -> None:
    days: dict[str, date] = {}
    for number, name in enumerate(NAMES[language].split(), start=1):
        for cell in (f"17 {name} 2023", f"17-{name.upper()}-23", f"17. {name}. 2023"):
            days[cell] = date(2023, number, 17)
    assert read_all(list(days)) == days
    assert [cell for cell in days if not looks_like_date(cell)] == []


NO_DAYS = [
    "31/02/2023",
    "2023-02-30",
    "2023-13-01",
    "45/45/2023",
    "soon",
    "3 foo 2023",
    "1/2",
    "Q1 2023",
    "2023",
    "12",
    "5.5",
    "19999",
    "60001",
    "1234567890123456",
    "/Date(x)/",
    "10:30",
    "E-2023-08",
    "20231301",
    "0000-00-00",
]


def test_what_is_no_day_gives_none() -> None:
    assert read_all(NO_DAYS, order="dmy") == dict.fromkeys(NO_DAYS)


def test_years_of_two_digits_end_where_they_are_plausible() -> None:
    assert read("03-Aug-49") == date(2049, 8, 3)
    assert read("03-Aug-50") == date(1950, 8, 3)
    assert read("03-Aug-49", latest_year=2027) == date(1949, 8, 3)
    assert read("03-Aug-27", latest_year=2027) == date(2027, 8, 3)


def test_nobody_was_hired_far_in_the_future(tmp_path: Path) -> None:
    content = "employee_id,hire_date\n1,23-Apr-85\n2,23-Apr-45\n3,23-Apr-19\n"
    done = land(tmp_path, {"employees.csv": content})
    years = [value.year for value in done.column("employees", "hire_date")]
    assert years == [1985, 1945, 2019]
    content = "employee_id,program_id,status,expires_on\n1,P,completed,23-Apr-35\n"
    done = land(tmp_path / "b", {"enrollments.csv": content})
    assert done.column("enrollments", "expires_on") == [day("2035-04-23")]


@pytest.mark.parametrize("zone", ["Z", "+01:00", " America/New_York", " (PST/PDT)", " UTC"])
def test_zones_behind_ambiguous_dates_do_not_hide_their_order(tmp_path: Path, zone: str) -> None:
    content = f"employee_id,hire_date\n1,03/08/2023 10:00{zone}\n2,08/25/2023 23:30{zone}\n"
    done = land(tmp_path, {"employees.csv": content})
    assert done.report.date_order == "mdy"
    assert done.column("employees", "hire_date") == [day("2023-03-08"), day("2023-08-25")]


@pytest.mark.parametrize("zone", ["(PST/PDT)", "(UTC)", "[GMT+1]", "(utc)"])
def test_a_zone_in_a_header_does_not_hide_its_name(zone: str) -> None:
    assert compared(f"Completed At {zone}") == compared("Completed At")
    assert compared("Status (EU)") == "status eu"


def test_a_mixed_column_keeps_what_fits_and_lists_the_rest(tmp_path: Path) -> None:
    cells = ["25/12/2022", "26/11/2022", "12/27/2022", "2023-01-31", "45141"]
    rows = "".join(f"{n},{cell}\n" for n, cell in enumerate(cells, start=1))
    done = land(tmp_path, {"employees.csv": "employee_id,hire_date\n" + rows})
    assert done.column("employees", "hire_date") == [
        day("2022-12-25"), day("2022-11-26"), None, day("2023-01-31"), day("2023-08-03"),
    ]  # fmt: skip
    assert "date_order_mixed" in done.ids()
    assert [(item.value, item.reason) for item in done.report.set_aside] == [
        ("12/27/2022", "not a date")
    ]


@pytest.mark.parametrize(
    "cell",
    ["2023-08-03", "3/8/23", "3.8.2023", "20230803", "20230803101112", "3 août 2023", "Aug 3, 2023",
     "3 de agosto de 2023", "17 października 2023", "/Date(1691020800000)/", "2023年8月3日",
     "Thu, 03 Aug 2023"],
)  # fmt: skip
def test_cells_that_look_like_dates(cell: str) -> None:
    assert looks_like_date(cell)


@pytest.mark.parametrize(
    "cell", ["E-17", "12345", "1.5", "Room 12", "", "45141", "12 monkeys", "3.14"]
)
def test_cells_that_do_not_look_like_dates(cell: str) -> None:
    assert not looks_like_date(cell)


def test_named_months_prove_nothing_about_numbers_but_their_own_order() -> None:
    assert weigh(["3 de agosto de 2023"]).named_day_first == 1
    assert weigh(["17 październ"]).named_day_first == 1  # as the reader cuts it
    assert weigh(["August 3rd, 2023"]).named_month_first == 1


def test_hostile_dates_take_no_time() -> None:
    for cell in ("1" * 300_000, "1/" * 200_000, "a " * 200_000, " " * 300_000, "/Date(" * 50_000):
        assert read(cell) is None
        looks_like_date(cell)
