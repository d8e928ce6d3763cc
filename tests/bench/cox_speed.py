"""The hazard ratio from counts against lifelines, on the same people with exits by the day.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install lifelines==0.30.3 "pandas<3"
    .venv/bin/python -m tests.bench.cox_speed 50000 /tmp/oracle/bin/python

Both begin with one row per person and month in memory. Ours counts them in DuckDB and fits the
counts; lifelines fits the rows, and is ended after ten minutes. Each is a process of its own.
"""

import json
import resource
import subprocess
import sys
import time
from typing import Any

from tests.reference.grouped_people import MONTHS, SITES, person_months

SEED, LIMIT = 7, 600
COUNT = """
    select "month", site, exposed, count(*) as people, count(*) filter (where "day" > 0) as events
    from person_months group by all order by all
"""


def ours(people: int) -> dict[str, Any]:
    """Count in DuckDB, fit the counts."""
    import duckdb
    import numpy as np
    import pandas as pd

    from mls_metrics.stats.grouped_hazard import grouped_hazards

    rows = pd.DataFrame(person_months(SEED, people))
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.register("frame", rows)
    connection.execute("create table person_months as select * from frame")
    cpu, wall = time.process_time(), time.perf_counter()
    cells = connection.execute(COUNT).df()
    fit = grouped_hazards(
        [cells[name].to_numpy(dtype=np.int64) for name in ("month", "site", "exposed")],
        [MONTHS, SITES, 2],
        people=cells["people"].to_numpy(dtype=float),
        events=cells["events"].to_numpy(dtype=float),
    )
    took = {"cpu_seconds": time.process_time() - cpu, "seconds": time.perf_counter() - wall}
    answer = {"exposed": float(fit.effects[2][1]), "error": float(fit.errors[2][1])}
    return took | answer | {"rows": len(rows), "cells": len(cells)}


def lifelines(people: int, *, daily: bool) -> dict[str, Any]:
    """Fit the rows."""
    import numpy as np
    import pandas as pd
    from lifelines import CoxTimeVaryingFitter

    rows = person_months(SEED, people)
    leaves, begin = rows["day"] > 0, 30 * rows["month"]
    columns = {"id": rows["person"], "start": begin, "event": leaves.astype(int)}
    columns["stop"] = begin + np.where(leaves & daily, rows["day"], 30)
    columns["exposed"] = rows["exposed"]
    columns |= {f"site{one}": (rows["site"] == one).astype(int) for one in range(1, SITES)}
    table, model = pd.DataFrame(columns), CoxTimeVaryingFitter()
    cpu, wall = time.process_time(), time.perf_counter()
    model.fit(table, id_col="id", start_col="start", stop_col="stop", event_col="event")
    took = {"cpu_seconds": time.process_time() - cpu, "seconds": time.perf_counter() - wall}
    answer = {name: float(model.params_["exposed"]) for name in ("exposed",)}
    answer["error"] = float(model.standard_errors_["exposed"])
    return took | answer | {"rows": len(table)}


def take(way: str, people: int) -> None:
    """Take one way in this process and print it."""
    found = ours(people) if way == "ours" else lifelines(people, daily=way == "lifelines_by_day")
    unit = 1 if sys.platform == "darwin" else 1024
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps(found))


def measure(way: str, people: int, python: str) -> dict[str, Any]:
    """Take one way in a process of its own, ended where it needs more than the limit."""
    command = [python, "-m", "tests.bench.cox_speed", "--take", way, str(people)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return {"ended_after_seconds": LIMIT}
    return dict(json.loads(done.stdout))


def main(people: int, python: str) -> None:
    """Print all ways as one JSON object."""
    found = {"people": people, "ours": measure("ours", people, sys.executable)}
    for way in ("lifelines_by_month", "lifelines_by_day"):
        found[way] = measure(way, people, python)
        print(f"{way} done", file=sys.stderr, flush=True)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    if sys.argv[1] == "--take":
        take(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]), sys.argv[2])
