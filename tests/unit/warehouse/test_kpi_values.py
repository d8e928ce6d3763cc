"""Values of a KPI by unit and month, with repeats, by hand."""

from collections.abc import Iterator

import pandas as pd
import pytest

from mls_metrics.warehouse.connection import Store
from mls_metrics.warehouse.effect_data import KpiChoice, kpi_panel

KPIS = pd.DataFrame(
    [
        ("sales", "person", "a", 10, 1.0),
        ("sales", "person", "b", 10, 4.0),
        ("sales", "person", "b", 10, 7.0),
        ("sales", "person", "b", 11, 0.3),
        ("sales", "person", "b", 11, 0.1),
        ("sales", "person", "b", 11, 0.2),
        ("sales", "person", "b", 11, None),
        ("sales", "person", "nobody", 10, 9.0),
        ("sales", "department", "north", 10, 5.0),
        ("sales", "department", "north", 10, 6.0),
        ("sales", "department", "south", 10, 8.0),
        ("other", "person", "a", 10, 99.0),
    ],
    columns=["kpi", "unit_kind", "unit_id", "month", "value"],
)


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store.open(None)
    made.execute("create schema core")
    made.write_frame("core.kpis", KPIS)
    people = pd.DataFrame({"person_key": [1, 2], "employee_id": ["a", "b"]})
    made.write_frame("core.people", people)
    yield made
    made.close()


def choice(kind: str) -> KpiChoice:
    return KpiChoice(
        kpi="sales",
        unit_kind=kind,
        is_higher_better=True,
        unit_of_measure="",
        value_per_unit=None,
        units=2,
        first_month=10,
        last_month=11,
    )


def test_persons_by_key_and_repeats_by_their_mean(store: Store) -> None:
    frame = kpi_panel(store, choice("person"))
    known = frame[frame["person_key"].notna()].sort_values(["person_key", "month"])
    found = list(zip(known["person_key"], known["month"], known["value"], strict=True))
    assert found == [(1, 10, 1.0), (2, 10, 5.5), (2, 11, pytest.approx(0.2, abs=1e-15))]
    assert frame["unit_id"].isna().all()


def test_units_of_people_by_their_name(store: Store) -> None:
    frame = kpi_panel(store, choice("department")).sort_values("unit_id")
    assert list(frame["unit_id"]) == ["north", "south"]
    assert list(frame["value"]) == [5.5, 8.0]
