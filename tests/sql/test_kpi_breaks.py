"""A KPI whose definition changed is found, and seasons, trends and single units are not."""

from collections.abc import Callable
from datetime import date

import pytest

from mls_metrics.inputs.kpi import breaks_of
from mls_metrics.warehouse.check import check
from mls_metrics.warehouse.connection import Store
from tests.unit.warehouse.landed import POLICY, company

AS_OF = date(2024, 12, 31)
MONTHS = [(year, month) for year in (2023, 2024) for month in range(1, 13)]
Value = Callable[[int, int], float]


def built(value: Value, *, units: int = 12, extra: str = "") -> Store:
    """Units with values spread by one from the next, 24 months long."""
    rows = ["kpi | period | value | employee_id | unit_of_measure | target"]
    rows += [
        f"sales | {year}-{month:02d} | {value(unit, place)} | u{unit} | units | 5"
        for unit in range(units)
        for place, (year, month) in enumerate(MONTHS)
    ]
    roster = ["employee_id | hire_date", *(f"u{unit} | 2020-01-01" for unit in range(units))]
    return company(
        {"kpis": ["\n".join(rows)] + ([extra] if extra else []), "employees": "\n".join(roster)},
        as_of=AS_OF,
    )


def test_a_jump_of_everybody_that_stays_is_found_with_its_size() -> None:
    store = built(lambda unit, place: unit + (20 if place >= 14 else 0))
    rows = store.rows(
        'select kpi, unit_kind, "month", units, shift, spread_ratio from marts.kpi_breaks'
    )
    assert rows == [("sales", "person", 2024 * 12 + 2, 12, 20.0, 1.0)]
    found = {item.id: item for item in check(store, as_of=AS_OF, policy=POLICY)}
    assert found["kpi_definition_changed"].rows == 1
    assert "sales in 2024-03" in found["kpi_definition_changed"].sentence


def test_another_unit_changes_the_spread_as_well() -> None:
    store = built(lambda unit, place: (10 + unit) * (60 if place >= 14 else 1))
    frame = store.query("select * from marts.kpi_breaks")
    (one,) = breaks_of(frame)
    assert one.spread_ratio == pytest.approx(60)
    # the median unit is at 15.5: 60 x 15.5 - 15.5
    assert one.shift == pytest.approx(914.5)


@pytest.mark.parametrize(
    "value",
    [
        lambda unit, place: unit + 2.0 * place,  # a trend
        lambda unit, place: unit + (20 if place % 12 in (11, 0, 1) else 0),  # a season
        lambda unit, place: unit + (20 if place == 14 else 0),  # one month that passes
        lambda unit, place: unit + (20 if place >= 14 and unit % 3 else 0),  # some people only
        lambda unit, place: unit + (1 if place >= 14 else 0),  # smaller than between people
    ],
    ids=["trend", "season", "one month", "some people", "small"],
)
def test_what_is_no_change_of_definition(value: Value) -> None:
    assert built(value).rows("select kpi from marts.kpi_breaks") == []


def test_few_units_say_nothing_of_everybody() -> None:
    store = built(lambda unit, place: unit + (20 if place >= 14 else 0), units=7)
    assert store.rows("select kpi from marts.kpi_breaks") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("sales | 2024-05 | 3 | u3 | hours | 5", "hours and units"),
        ("sales | 2024-05 | 3 | u3 | units | 9", "several targets"),
    ],
)
def test_files_that_tell_of_another_unit_or_target(row: str, words: str) -> None:
    extra = f"kpi | period | value | employee_id | unit_of_measure | target\n {row}"
    store = built(lambda unit, place: unit, extra=extra)
    found = {item.id: item for item in check(store, as_of=AS_OF, policy=POLICY)}
    assert words in found["kpi_definition_changed"].sentence
