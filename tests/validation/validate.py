"""Known truths recovered: ``python3 run.py validate [--data DIR]``; fails where one is missed.

Any export is tried as well: every layout re-saved, and random and damaged files.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.validation.any_export import FUZZED, fuzzing, mutations, onet, research_tables
from tests.validation.lalonde_truths import lalonde
from tests.validation.made_companies import made_companies
from tests.validation.other_months import other_months
from tests.validation.oulad_immortal import immortal_time
from tests.validation.placebos import stand_ins
from tests.validation.public_sets import Line, employee_all_in_one, oulad
from tests.validation.shuffled import shuffled_copies
from tests.validation.survival_truths import rossi_hazards, survival_curves


def survival(folder: Path) -> Iterator[Line]:
    """Published curves, and the same files left alone by the import."""
    yield from survival_curves(folder)
    yield from rossi_hazards(folder)
    yield from research_tables(folder)


def training(folder: Path) -> Iterator[Line]:
    """The training experiment's answer, and the same files left alone by the import."""
    yield from lalonde(folder)
    yield from research_tables(folder)


def open_university(folder: Path) -> Iterator[Line]:
    """Registrations counted, and immortal time in them."""
    yield from oulad(folder)
    yield from immortal_time(folder)


SETS = {
    "employee_all_in_one": employee_all_in_one,
    "oulad": open_university,
    "onet": onet,
    "lalonde_nsw": training,
    "survival": survival,
}


def lines(data: Path | None, *, fuzzed: int) -> Iterator[Line]:
    """Every check: made-up companies, files of all kinds, then each public set that is there."""
    yield from made_companies()
    yield from stand_ins()
    yield from shuffled_copies()
    yield from other_months()
    yield from mutations()
    yield from fuzzing(fuzzed)
    if data is None:
        return
    for name, check in SETS.items():
        if (data / name).is_dir():
            yield from check(data / name)
        else:
            yield name, False, f"no folder '{name}' in {data}"


def main() -> int:
    """Print each check with its figures; 1 where any failed."""
    parser = argparse.ArgumentParser(prog="validate", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of public data sets")
    parser.add_argument("--fuzz", type=int, default=FUZZED, help="random and damaged files")
    options = parser.parse_args()
    started, failed = time.perf_counter(), 0
    for what, passed, figures in lines(options.data, fuzzed=options.fuzz):
        failed += not passed
        print(f"{'ok  ' if passed else 'FAIL'}  {what}: {figures}", flush=True)
    print(f"{failed} failed, in {time.perf_counter() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
