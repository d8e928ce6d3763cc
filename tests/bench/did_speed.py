"""Difference-in-differences on many people: seconds, CPU seconds and peak memory of each step.

    python -m tests.bench.did_speed sums 1000000       # pivot, sums by cell, every ATT(g, t)
    python -m tests.bench.did_speed product 1000000    # the product's own path, from a database
    python -m tests.bench.did_speed panel 10000 P.csv  # a panel for did_csdid.py, and our answer

The panel is made from a seed: 24 months, two fifths treated in one of 17 months, an effect of 0.3.
Prints one JSON object.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from mls_metrics.analysis.kpi_panel import value_grid
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.kpi import KpiPanels
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.stats.group_time_did import NEVER
from mls_metrics.stats.group_time_sums import (
    averaged,
    cell_effects,
    cell_sums,
    covariance,
    group_time_contrasts,
)
from mls_metrics.warehouse.connection import Store

MONTHS, FIRST, SEED = 24, 24_288, 4711
EARLIEST, LATEST = 3, 20
SCHEMAS = ("core", "marts")
TABLES = {
    "core.people": """
        select cast(i as bigint) as person_key, 'p' || i as employee_id,
            'd' || i % 40 as department, 'l' || i % 9 as location
        from range({people}) as rows(i)""",
    "core.person_spells": f"""
        select person_key, {FIRST} as from_month, {FIRST + MONTHS - 1} as to_month,
            'r' || person_key % 5 as region, 'm' || person_key // 10 as manager_id,
            'o' || hash(person_key) % 12 as job_role
        from core.people""",
    "marts.retention_months": f"""
        select person_key, cast({FIRST} + t as integer) as "month",
            cast((person_key * 7 + "month" // 6) % 7 as integer) as tenure_code,
            cast(hash(person_key) % 12 as integer) as role_code,
            cast(person_key % 5 as integer) as region_code,
            cast(hash(person_key + 1) % 6 as integer) as level_code,
            cast(hash(person_key * 31 + "month" // 12) % 5 as integer) as rating_code,
            cast(person_key // 10 as integer) as manager_key
        from core.people, range({MONTHS}) as months(t)""",
    "marts.retention_starts": f"""
        select 'P' as program_id, cast(unit as bigint) as person_key,
            cast({FIRST} + cohort - 1 as integer) as start_month,
            cast({FIRST} + cohort as integer) as completion_month, false as is_excluded,
            '1.0' as version, cast(0 as integer) as version_code
        from made_cohorts where cohort < {MONTHS}""",
    "marts.kpi_breaks": """
        select '' as kpi, '' as unit_kind, 0 as "month", 0 as units, 0.0 as shift,
            1.0 as spread_ratio
        where false""",
    "core.kpis": f"""
        select 'output' as kpi, 'person' as unit_kind, 'p' || unit as unit_id,
            cast({FIRST} + t as integer) as "month", "value", 'higher' as direction,
            'pieces' as unit_of_measure, cast(null as double) as value_per_unit
        from made_values""",
}


def made_panel(people: int) -> tuple[np.ndarray, np.ndarray]:
    """Values by person and month, and each person's month of treatment."""
    rng = np.random.default_rng(SEED)
    treated = rng.random(people) < 0.4
    cohort = np.where(treated, rng.integers(EARLIEST, LATEST, people), NEVER)
    values = rng.normal(0, 1, (people, MONTHS))
    values += rng.normal(0, 1, (people, 1)) + 0.02 * np.arange(MONTHS)
    values += 0.3 * (np.arange(MONTHS)[None, :] >= cohort[:, None])
    return values, cohort


def long_table(values: np.ndarray) -> pd.DataFrame:
    """One row per person and month, in the order in which a KPI tool writes them."""
    people, months = values.shape
    return pd.DataFrame(
        {
            "person_key": np.tile(np.arange(people), months),
            "month": np.repeat(np.arange(months) + FIRST, people),
            "value": values.T.ravel(),
        }
    )


@contextmanager
def measured(found: dict[str, object], name: str) -> Iterator[None]:
    """Wall and CPU seconds of a step."""
    started, spent = time.perf_counter(), time.process_time()
    yield
    found[f"{name}_seconds"] = float(f"{time.perf_counter() - started:.3g}")
    found[f"{name}_cpu_seconds"] = float(f"{time.process_time() - spent:.3g}")


def sums(people: int) -> dict[str, object]:
    """From the long table to every ATT(g, t), their mean and its error."""
    values, cohort = made_panel(people)
    frame = long_table(values)
    del values
    found: dict[str, object] = {"people": people, "rows": len(frame)}
    with measured(found, "pivot"):
        grid = value_grid(frame, by_person=True)
    with measured(found, "sums"):
        keys, cell = np.unique(cohort, return_inverse=True)
        cells = cell_sums(grid.values, cell, cohort=keys, design=np.ones((len(keys), 1)))
    with measured(found, "effects"):
        effects = cell_effects(cells, group_time_contrasts(cells, never_only=False))
        treated = [one.cohort for one in group_time_contrasts(cells, never_only=False)]
        month = np.tile(np.arange(1, MONTHS), len(treated) // (MONTHS - 1))
        whole = averaged(cells, effects, month >= np.array(treated))
        errors = np.sqrt(np.diag(covariance(cells, effects)))
    error = float(np.sqrt(covariance(cells, whole)[0, 0]))
    return found | {
        "group_times": len(effects.effect),
        "mean_error": float(errors.mean()),
        "effect": float(whole.effect[0]),
        "standard_error": error,
    }


def product(people: int) -> dict[str, object]:
    """The product's path for one program, from a database on disk."""
    found: dict[str, object] = {"people": people, "rows": people * MONTHS}
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "bench.duckdb", temp_dir=Path(folder) / "spill")
        fill(store, people)
        found["peak_mb_before"] = peak()
        policy = load_policy()
        facts = ProgramFacts(program_id="P", program_name="P", starters=people, objective_kpi=None)
        with measured(found, "read"):
            data = KpiPanels(store, policy).data_of(facts)
        found["peak_mb_read"] = peak()
        with measured(found, "estimate"):
            effect = estimate_productivity(data, policy=policy)
        store.close()
    assert isinstance(effect.measure, Estimate), effect.measure
    found |= {"effect": effect.measure.value, "standard_error": effect.standard_error}
    return found | {"peak_mb": peak()}


def fill(store: Store, people: int) -> None:
    """The relations that a KPI's effect reads."""
    values, cohort = made_panel(people)
    frame = long_table(values)
    made = pd.DataFrame({"unit": np.arange(people), "cohort": cohort})
    store.write_frame("made_cohorts", made)
    renamed = {"person_key": "unit", "month": "t"}
    store.write_frame(
        "made_values", frame.assign(month=frame["month"] - FIRST).rename(columns=renamed)
    )
    for schema in SCHEMAS:
        store.execute(f"create schema if not exists {schema}")
    for name, select in TABLES.items():
        store.execute(f"create table {name} as {select.format(people=people)}")
    from mls_metrics.warehouse.build import relations

    store.execute(f"create view marts.kpi_series as {relations()['marts.kpi_series'].sql}")


def panel(people: int, path: Path) -> dict[str, object]:
    """A panel as CSV for another program, and our estimate from the same."""
    values, cohort = made_panel(people)
    frame = long_table(values)
    treated = np.where(cohort < MONTHS, cohort + FIRST, 0)
    frame.assign(first=np.tile(treated, MONTHS)).to_csv(path, index=False)
    return sums(people)


def peak() -> float:
    """Peak memory of this process, MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


if __name__ == "__main__":
    way, size = sys.argv[1], int(sys.argv[2])
    ways = {"sums": sums, "product": product}
    answer = ways[way](size) if way in ways else panel(size, Path(sys.argv[3]))
    print(json.dumps({"way": way, **answer}, indent=1))
