"""Run the lab in shards that can be stopped and taken up again; one line of JSON a replicate."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.lab.replicate import replicate
from tests.lab.scenarios import SCENARIOS, Scenario

REPLICATES, BLOCK, WORKERS = 400, 20, 2
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def seeds_done(path: Path) -> set[int]:
    """Seeds of the lines that are whole."""
    if not path.is_file():
        return set()
    return {line["seed"] for line in read_lines(path)}


def read_lines(path: Path) -> list[dict[str, object]]:
    """The replicates of one scenario; a line that a stop cut short is left out."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def shards(folder: Path, names: list[str], replicates: int) -> Iterator[tuple[str, list[int]]]:
    """What is left to do, all scenarios advancing together."""
    done = {name: seeds_done(folder / f"{name}.jsonl") for name in names}
    for first in range(1, replicates + 1, BLOCK):
        for name in names:
            last = min(first + BLOCK, replicates + 1)
            seeds = [seed for seed in range(first, last) if seed not in done[name]]
            if seeds:
                yield name, seeds


def one_shard(name: str, seeds: list[int]) -> tuple[str, list[str]]:
    """Lines of a few replicates of one scenario."""
    from threadpoolctl import threadpool_limits

    scenario: Scenario = BY_NAME[name]
    with threadpool_limits(1):
        return name, [json.dumps({"seed": seed} | replicate(scenario, seed)) for seed in seeds]


def run_lab(folder: Path, names: list[str], replicates: int, *, workers: int = WORKERS) -> None:
    """Add what is missing; every finished shard is on the disk at once."""
    folder.mkdir(parents=True, exist_ok=True)
    work = list(shards(folder, names, replicates))
    started = time.perf_counter()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        jobs = [pool.submit(one_shard, name, seeds) for name, seeds in work]
        for place, job in enumerate(jobs, start=1):
            name, lines = job.result()
            with (folder / f"{name}.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
            told = f"{place} of {len(jobs)} shards, {time.perf_counter() - started:.0f} s"
            print(f"{told}: {name}", flush=True)


def main() -> int:
    """Run or resume, on two processes."""
    parser = argparse.ArgumentParser(prog="lab", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(".lab"), help="folder of the shards")
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes at once")
    parser.add_argument("--only", nargs="*", choices=sorted(BY_NAME), help="some scenarios")
    options = parser.parse_args()
    names = options.only or list(BY_NAME)
    run_lab(options.out, names, options.replicates, workers=options.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
