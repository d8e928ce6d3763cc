"""The benchmark of the evidence takes the product's own steps on a company made by its size."""

from pathlib import Path

import numpy as np
import pytest

from mls_metrics.catalog.load import load_policy
from mls_metrics.warehouse import effect_data
from mls_metrics.warehouse.connection import Store
from tests.bench import evidence_company, evidence_speed


def test_the_company_is_made_by_its_size() -> None:
    one, other = evidence_company.happen(500), evidence_company.happen(500)
    assert set(one) == set(evidence_company.TABLES)
    for name, frame in one.items():
        assert frame.equals(other[name])
    starts, people = one["starts"], one["people"]
    assert len(people) == 500
    gone = people["gone"].to_numpy()[starts["person"]]
    assert (starts["month"].to_numpy() < gone).all(), "nobody starts after leaving"
    assert evidence_company.people_for(6) == pytest.approx(
        6e6 / evidence_company.MONTHS_EACH, abs=1
    )


def test_every_step_is_taken_and_the_effect_put_in_is_found(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "company.duckdb", temp_dir=tmp_path / "spill")
    people = 6000
    evidence_company.land(store, people)
    landed = "select count(*), count(distinct employee_id) from landing.employees"
    assert store.rows(landed) == [(people, people)]
    watch = evidence_speed.Watch()
    built = evidence_speed.tables(store, watch)
    assert 25 < built["person_months"] / built["people"] < 35
    found = evidence_speed.primary(store, watch)
    second = evidence_speed.second(store, watch)
    assert in_any_order(store) == rows_of(store)
    store.close()
    assert found["trial_rows"] > found["cells"] > 0
    assert found["low"] < found["pp"] < found["high"]
    assert set(second["pp"]) <= set(evidence_company.PROGRAMS)
    timed = {"core.person_spells", "retention_marts", "trial_rows", "estimate", "fit"}
    assert timed <= set(watch.spent)
    assert all(entry["seconds"] >= 0 for entry in watch.spent.values())
    # The effect put in is about 2 pp; six thousand people tell it within some five.
    assert np.abs(found["pp"] - 2) < 8


def rows_of(store: Store) -> dict[str, list[float]]:
    """Trial rows of the program, all arrays."""
    policy, first = load_policy(), 2023 * 12 + evidence_company.FIRST_START
    rows = effect_data.trial_rows(store, "P", ["Q", "R"], first, policy)
    arrays = (rows.cells, rows.people, rows.place, rows.person, rows.manager)
    return {str(place): values.tolist() for place, values in enumerate(arrays)}


def in_any_order(store: Store) -> dict[str, list[float]]:
    """The same where the months of employment lie in the table in no order."""
    everything = "select * from marts.retention_months order by"
    table = "create or replace table marts.retention_months as"
    store.execute(f'{table} {everything} hash(person_key, "month")')
    found = rows_of(store)
    store.execute(f'{table} {everything} person_key, "month"')
    return found
