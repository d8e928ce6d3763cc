"""How fast the evidence on staying is: ``python3 run.py bench --evidence MILLIONS``.

Makes a company of so many million person-months in a database file, then takes the steps of the
product one after the other, each in a process of its own with the product's own bound on the
database's memory, and prints one JSON object: CPU seconds, seconds and peak memory of each step,
and the answer, so that a faster way can be seen to give the same numbers.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from mls_metrics.analysis import second_opinion
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.catalog.load import load_policy
from mls_metrics.effects import hazard_opinions
from mls_metrics.gather import read_facts
from mls_metrics.inputs.retention import retention_data
from mls_metrics.model.estimate import Estimate
from mls_metrics.warehouse import build, effect_data
from mls_metrics.warehouse.connection import Store, memory_bound
from tests.bench.evidence_company import LAST_DAY, PROGRAMS, land, people_for
from tests.bench.import_speed import rounded
from tests.lab.replicate import needed_relations

PROGRAM = next(iter(PROGRAMS))
STEPS = ("make", "tables", "primary", "second")
GOALS = {"seconds": "cells and fit of one program: 10 M in 5 s, 60 M in 30 s, two idle cores"}


class Watch:
    """CPU seconds and seconds by name."""

    def __init__(self) -> None:
        self.spent: dict[str, dict[str, float]] = {}

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Add what is spent inside to a name."""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            yield
        finally:
            entry = self.spent.setdefault(name, {"cpu_seconds": 0.0, "seconds": 0.0})
            entry["cpu_seconds"] += time.process_time() - cpu
            entry["seconds"] += time.perf_counter() - wall

    def wrap(self, module: Any, function: str, name: str) -> None:
        """Time every call of a function of a module."""
        inner: Callable[..., Any] = getattr(module, function)

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.time(name):
                return inner(*args, **kwargs)

        setattr(module, function, timed)


def tables(store: Store, watch: Watch) -> dict[str, Any]:
    """Build what the evidence on staying reads, from the landed files on."""
    make, order = build.make, needed_relations()

    def timed(inside: Store, relation: build.Relation, params: Any) -> None:
        is_ours = relation.name.startswith("retention_")
        name = relation.full_name if relation.name == "person_spells" else "everything_before"
        with watch.time("retention_marts" if is_ours else name), watch.time(relation.full_name):
            make(inside, relation, params)

    with mock.patch.multiple(build, make=timed, build_order=lambda: order):
        build.build(store, as_of=LAST_DAY, policy=load_policy())
    rows = store.rows("select count(*), count(distinct person_key) from marts.retention_months")
    return {"person_months": rows[0][0], "people": rows[0][1]}


def primary(store: Store, watch: Watch) -> dict[str, Any]:
    """Cells, the rows behind them, balance, contrast, influence and checks of one program."""
    policy = load_policy()
    for function in ("retention_context", "co_taken", "trial_rows"):
        watch.wrap(effect_data, function, function)
    with watch.time("cells_in_all"):
        data = retention_data(store, PROGRAM, policy, mandatory=False)
    with watch.time("estimate"):
        effect = estimate_retention(data, policy=policy)
    assert isinstance(effect.measure, Estimate), effect.measure
    assert data.cells is not None
    return {
        "cells": len(data.cells.count),
        "trial_rows": int(data.cells.count.sum()),
        "starters": effect.treated_n,
        "comparison_n": effect.comparison_n,
        "pp": effect.measure.value,
        "low": effect.measure.low,
        "high": effect.measure.high,
        "checks_not_passed": [check.name for check in effect.checks if not check.passed],
    }


def second(store: Store, watch: Watch) -> dict[str, Any]:
    """The pooled hazard of all programs: cells and fit."""
    facts = read_facts(store)
    for function in ("hazard_cells", "starter_profiles"):
        watch.wrap(effect_data, function, function)
    watch.wrap(second_opinion, "pooled_logistic", "fit")
    with watch.time("second_opinion_in_all"):
        found = hazard_opinions(store, facts, load_policy())
    return {"pp": {name: value for name, (value, _) in sorted(found.items())}}


def make(store: Store, watch: Watch, million: float) -> dict[str, Any]:
    """The company itself."""
    people = people_for(million)
    with watch.time("made"):
        land(store, people)
    return {"people": people}


def take(step: str, path: Path, million: float) -> None:
    """Take one step in this process and print what it took."""
    store, watch = Store.open(path, temp_dir=path.parent / "spill"), Watch()
    if step == "make":
        found = make(store, watch, million)
    else:
        found = {"tables": tables, "primary": primary, "second": second}[step](store, watch)
    store.close()
    spent = {name: took for name, took in watch.spent.items() if took["cpu_seconds"] >= 0.1}
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps({"peak_mb": peak, **spent, "found": found}))


def run(step: str, path: Path, million: float) -> dict[str, Any]:
    """Take one step in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.evidence_speed", step, str(path), str(million)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout))


def main(million: float) -> None:
    """Print all steps as one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "company.duckdb"
        found: dict[str, Any] = {"memory_of_the_database": memory_bound(), "goals": GOALS}
        for step in STEPS:
            found[step] = rounded(run(step, path, million))
            print(f"{step} done", file=sys.stderr, flush=True)
    cells, fit = found["primary"]["cells_in_all"], found["primary"]["estimate"]
    found["cells_and_fit"] = {name: cells[name] + fit[name] for name in cells}
    print(json.dumps(rounded(found), indent=2))


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(float(sys.argv[1]))
    else:
        take(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
