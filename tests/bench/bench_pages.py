"""Measured in one run, alternated: pages against a bare Streamlit rerun, files to Brief.

``python3 run.py bench`` prints one JSON object: medians in milliseconds and seconds, and the ratio
of our pages to a stock "hello world" of Streamlit served beside them.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.visitor import Visitor
from tests.browser.dashboard import free_port, served, wait_until_healthy

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
HELLO = "import altair, pandas, streamlit as st\nst.title('hello')\nst.button('again')\n"


@contextmanager
def hello(folder: Path) -> Iterator[str]:
    """Streamlit's smallest page with its default settings."""
    script = folder / "hello.py"
    script.write_text(HELLO, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    command += ["--browser.gatherUsageStats=false"]
    log = folder / "hello.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=sink)
        try:
            wait_until_healthy(f"http://localhost:{port}", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def page_times(folder: Path) -> dict[str, float]:
    """Medians of a page switch, a filter change, and the bare rerun between them."""
    with (
        served(folder / "workspace") as ours,
        hello(folder) as bare,
        Visitor(ours) as visitor,
        Visitor(bare) as stock,
    ):
        first = visitor.rerun()
        names = [name for name in visitor.pages if name]
        for name in names:
            visitor.rerun(name)
        stock.rerun()
        seen: dict[str, list[float]] = {"bare": [], "page_switch": [], "filter_change": []}
        sizes: list[int] = []
        for turn in range(ROUNDS):
            for name in names:
                seen["bare"].append(stock.rerun())
                seen["page_switch"].append(visitor.rerun(name))
                sizes.append(visitor.bytes)
            visitor.rerun("programs")
            options = visitor.selects["Order"][1]
            seen["bare"].append(stock.rerun())
            choice = ("Order", options[(turn + 1) % len(options)])
            seen["filter_change"].append(visitor.rerun("programs", choice=choice))
    medians = {f"{name}_ms": statistics.median(times) for name, times in seen.items()}
    return {
        "first_visit_ms": first,
        **medians,
        "page_switch_to_bare": medians["page_switch_ms"] / medians["bare_ms"],
        "filter_change_to_bare": medians["filter_change_ms"] / medians["bare_ms"],
        "page_bytes_median": statistics.median(sizes),
    }


def drop_times(source: Path, folder: Path) -> dict[str, float]:
    """Seconds from files on disk to an assessment, in a workspace on disk."""
    from mls_metrics.assess import assess
    from mls_metrics.workspace import Workspace

    started = time.perf_counter()
    with Workspace.open(folder / "dropped") as workspace:
        workspace.add(sorted(source.glob("*.csv")))
        read = time.perf_counter()
        assess(workspace)
        done = time.perf_counter()
    return {"read_s": read - started, "assess_s": done - read, "drop_to_brief_s": done - started}


def main() -> None:
    """Print all measures as one JSON object."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measured = {**drop_times(ROOT / "data", folder), **page_times(folder)}
    print(json.dumps({name: float(f"{value:.3g}") for name, value in measured.items()}, indent=2))


if __name__ == "__main__":
    main()
