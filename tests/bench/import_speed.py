"""Measured in one run, alternated: our import against DuckDB's bare CREATE TABLE AS.

``python3 run.py bench --import ROWS`` makes a CSV of so many enrollments, one in a hundred scores
of which is no number, and prints one JSON object: medians of seconds, CPU seconds and peak memory,
the ratios, and where our time goes. Each measure is a process of its own.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

ROUNDS = 3
SEED = 20_251
WAYS = ("bare_in_memory", "bare_on_disk", "ours")
# Where our time goes: the name printed, the module and the function that is timed.
PARTS = {
    "fingerprint": ("mls_metrics.intake.receive", "fingerprint"),
    "encoding": ("mls_metrics.intake.parts", "sniff"),
    "look_at_bytes": ("mls_metrics.intake.bulk", "scan"),
    "clean_copy": ("mls_metrics.warehouse.copying", "DuckCopier.copy"),
    "evidence": ("mls_metrics.intake.bulk", "gather_all"),
    "date_order_of_rows": ("mls_metrics.intake.reading", "order_by_rows"),
    "row_loop": ("mls_metrics.intake.reading", "normalise"),
    "keep_source": ("mls_metrics.workspace.sources", "Shelf.keep_source"),
    "parse": ("mls_metrics.warehouse.ingest", "stage_large"),
    "land": ("mls_metrics.warehouse.ingest", "land"),
    "doubts": ("mls_metrics.warehouse.ingest", "list_doubts"),
    "totals": ("mls_metrics.warehouse.ingest", "summed_up"),
    "book": ("mls_metrics.workspace.reading", "set_aside"),
}


def make_enrollments(path: Path, rows: int) -> None:
    """A CSV of enrollments by hashes of the row and a seed: the same rows on every machine."""

    def pick(salt: int, options: int) -> str:
        return f"cast(hash(i * 1000003 + {SEED + salt}) % {options} as bigint)"

    start = f"date '2022-01-01' + cast({pick(4, 1400)} as integer)"
    select = f"""
        select 'E' || lpad(cast({pick(1, 500_000)} as varchar), 6, '0') as employee_id,
            'P' || lpad(cast({pick(2, 120)} as varchar), 3, '0') as program_id,
            ['completed', 'in progress', 'enrolled', 'failed', 'withdrawn'][1 + {pick(3, 5)}]
                as status,
            cast({start} as varchar) as enrolled_on,
            case when {pick(3, 5)} = 0
                then cast({start} + cast({pick(5, 90)} as integer) as varchar) end as completed_on,
            case when {pick(6, 100)} = 0 then 'n/k'
                else cast({pick(7, 1001)} / 10.0 as varchar) end as score,
            cast({pick(8, 160)} / 4.0 as varchar) as hours,
            cast({pick(9, 50_000)} / 100.0 as varchar) as cost,
            ['Learning Hub', 'Open Campus', 'Vendor Site'][1 + {pick(10, 3)}] as platform,
            ['EMEA', 'APAC', 'Americas'][1 + {pick(11, 3)}] as region
        from range({rows}) as rows(i)"""
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{path}' (format csv, header true)")


def bare(source: Path, database: str) -> int:
    """DuckDB alone: one table as it guesses it."""
    with duckdb.connect(database) as connection:
        connection.execute(f"create table t as select * from read_csv('{source}')")
        return int(connection.execute("select count(*) from t").fetchall()[0][0])


def ours(source: Path, folder: Path, spent: dict[str, float]) -> int:
    """Our import into a workspace on disk."""
    for name, (module, function) in PARTS.items():
        clock(name, module, function, spent)
    from mls_metrics.workspace import Workspace

    with Workspace.open(folder) as workspace:
        [report] = workspace.add([source])
    return report.rows_kept


def clock(name: str, module: str, function: str, spent: dict[str, float]) -> None:
    """Add up the seconds that a function takes; an own part inside it is not taken off."""
    owner: Any = __import__(module, fromlist=["_"])
    *parents, last = function.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    inner: Callable[..., Any] = getattr(owner, last)

    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

    setattr(owner, last, timed)


def measure_here(way: str, source: Path, folder: Path) -> None:
    """Measure one way in this process and print it."""
    spent: dict[str, float] = {}
    started = time.perf_counter()
    if way == "ours":
        rows = ours(source, folder / "workspace", spent)
    else:
        rows = bare(source, ":memory:" if way == "bare_in_memory" else str(folder / "t.duckdb"))
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024
    measured = {
        "rows": rows,
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss * unit / 1e6,
        "parts": spent,
    }
    print(json.dumps(measured))


def measure(way: str, source: Path) -> dict[str, Any]:
    """Measure one way in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.import_speed", way, str(source), folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def summary(runs: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Medians of each way, the ratios, and where our time goes."""
    found: dict[str, Any] = {}
    for way, measured in runs.items():
        found[way] = {
            name: statistics.median(run[name] for run in measured)
            for name in ("seconds", "cpu_seconds", "peak_mb")
        }
    for other in WAYS[:2]:
        found[f"ours_to_{other}"] = {
            name: found["ours"][name] / found[other][name] for name in found[other]
        }
    names = [name for name in PARTS if name in runs["ours"][0]["parts"]]
    found["where_our_seconds_go"] = {
        name: statistics.median(run["parts"][name] for run in runs["ours"]) for name in names
    }
    return found


def main(rows: int) -> None:
    """Print all measures as one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "enrollments.csv"
        make_enrollments(source, rows)
        runs: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
        for _ in range(ROUNDS):
            for way in WAYS:
                runs[way].append(measure(way, source))
        counted = {run["rows"] for measured in runs.values() for run in measured}
        assert counted == {rows}, counted
        found = {"rows": rows, "megabytes": source.stat().st_size / 1e6, "rounds": ROUNDS}
        print(json.dumps(rounded({**found, **summary(runs)}), indent=2))


def rounded(value: Any) -> Any:
    """Numbers at three digits that count."""
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    return float(f"{value:.3g}") if isinstance(value, float) else value


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(int(sys.argv[1]))
    else:
        measure_here(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
