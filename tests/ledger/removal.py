"""Take features out of a copy, one row at a time, and see that the tests of the row notice.

``python -m tests.ledger.removal --seed 7 --rows 10 [--write docs/coverage.md]``
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mls_metrics.catalog.facts_of_pages import facts
from tests.ledger.collect import ROOT, Row, TestFunction, by_row, rows
from tests.ledger.coverage import results_of, written

CHEAP = ("tests/sql", "tests/unit", "tests/reference", "tests/pages", "tests/whole")
MOST_TESTS = 6
SECONDS = 900
COPIED = ("mls_metrics", "pages", "tests")
LINKED = ("data", "docs", "README.md", "GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md", "run.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What came of taking one row's feature out."""

    row: str
    feature: str
    tests: int
    noticed: str


def removable(root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Rows that have tests we can run, and a feature to take out."""
    named = by_row(root)
    found = {id_: features(row, named.get(id_, [])) for id_, row in rows().items()}
    return {id_: what for id_, what in found.items() if what and runnable(named.get(id_, []))}


def features(row: Row, tests: list[str]) -> tuple[str, ...]:
    """What is taken out for a row: what its entry names, else the facts that its tests name."""
    if row.remove:
        return row.remove
    named = dict.fromkeys(id_ for test in tests for id_ in facts_in(test))
    return tuple(f"mls_metrics/warehouse/facts/{facts()[id_].page}/{id_}.sql" for id_ in named)


def facts_in(test: str) -> list[str]:
    """Facts that a test names, itself or in what it uses of its own file."""
    file, _, name = test.partition("::")
    body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    own = {node.name: node for node in body if isinstance(node, TestFunction)}
    todo, seen, found = [name.rpartition("::")[2]], set(), []
    while todo:
        current = todo.pop()
        if current in seen or current not in own:
            continue
        seen.add(current)
        for node in ast.walk(own[current]):
            if isinstance(node, ast.Constant) and node.value in facts():
                found.append(str(node.value))
            elif isinstance(node, ast.Name):
                todo.append(node.id)
    return found


def runnable(tests: list[str]) -> list[str]:
    """The cheapest tests of a row; those that need a browser are left out."""
    places = {prefix: place for place, prefix in enumerate(CHEAP)}

    def place(test: str) -> int:
        return next((n for prefix, n in places.items() if test.startswith(prefix)), len(CHEAP))

    cheap = [test for test in tests if place(test) < len(CHEAP)]
    return sorted(cheap, key=lambda test: (place(test), test))[:MOST_TESTS]


def copy_of(root: Path, target: Path) -> Path:
    """A copy of the repository to break: its code copied, what is only read linked."""
    target.mkdir(parents=True)
    for name in COPIED:
        leave = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(root / name, target / name, ignore=leave)
    for name in ("app.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(root / name, target / name)
    for name in LINKED:
        if (root / name).exists():
            (target / name).symlink_to(root / name)
    if (root / ".streamlit").exists():
        shutil.copytree(root / ".streamlit", target / ".streamlit")
    return target


def take_out(copy: Path, feature: str) -> None:
    """Empty a select of rows, or let a function return a neutral answer."""
    place, _, change = feature.partition(":")
    path = copy / place
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        path.write_text(f"select *\nfrom (\n{text}\n) as taken_out\nwhere 1 = 0\n", "utf-8")
        return
    name, _, answer = (part.strip() for part in change.partition("="))
    path.write_text(replaced(text, name, answer), encoding="utf-8")


def replaced(text: str, name: str, answer: str) -> str:
    """The source with the body of one function replaced by an answer.

    Raises
    ------
    KeyError
        There is no such function.
    """
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, TestFunction) and node.name == name:
            first, last = node.body[0].lineno, node.body[-1].end_lineno
            lines[first - 1 : last] = [f"    return {answer}"]
            return "\n".join(lines) + "\n"
    raise KeyError(name)


def run(copy: Path, tests: list[str], *options: str) -> int:
    """The return code of these tests in the copy: 0 all passed, 1 some failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *tests]
    done = subprocess.run(
        command,
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return done.returncode


def passing(copy: Path, tests: list[str]) -> set[str]:
    """Those of these tests that pass in the copy as it is; only they can notice a removal."""
    report = copy / "before.xml"
    run(copy, tests, f"--junitxml={report}")
    return {test for test, passed in results_of(report).items() if passed}


def removed(copy: Path, id_: str, what: tuple[str, ...], tests: list[str]) -> Removed:
    """Take a feature out, run the tests, and put it back."""
    if not tests:
        return Removed(row=id_, feature="<br>".join(what), tests=0, noticed="no test passed before")
    places = {feature.partition(":")[0] for feature in what}
    kept = {place: (copy / place).read_text(encoding="utf-8") for place in places}
    try:
        for feature in what:
            take_out(copy, feature)
        code = run(copy, tests, "-x")
    finally:
        for place, text in kept.items():
            (copy / place).write_text(text, encoding="utf-8")
    noticed = {0: "no", 1: "yes"}.get(code, f"could not be run ({code})")
    return Removed(row=id_, feature="<br>".join(what), tests=len(tests), noticed=noticed)


def chosen(seed: int, count: int) -> list[str]:
    """Rows by the seed, in the order of the paper."""
    every = list(removable())
    picked = set(random.Random(seed).sample(every, min(count, len(every))))
    return [id_ for id_ in every if id_ in picked]


def markdown(found: list[Removed], *, seed: int) -> str:
    """The section of the page."""
    lines = [
        "",
        f"Written by `python -m tests.ledger.removal --seed {seed} --rows {len(found)} --write "
        "docs/coverage.md`: rows are drawn by the seed, the feature of each is taken out of a copy "
        "and its tests must fail there. Only tests count that pass in the copy before.",
        "",
        "| Row | Taken out | Tests run | Noticed |",
        "|---|---|---|---|",
        *(f"| {one.row} | {one.feature} | {one.tests} | {one.noticed} |" for one in found),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Remove, run, print; 1 where a removal went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--only", nargs="*", help="these rows instead")
    parser.add_argument("--write", type=Path, help="page whose second section is written")
    options = parser.parse_args()
    what, named = removable(), by_row()
    ids = options.only or chosen(options.seed, options.rows)
    print(f"seed {options.seed}: rows {', '.join(ids)} of {len(what)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="removal-") as folder:
        copy = copy_of(ROOT, Path(folder) / "repository")
        tests = {id_: runnable(named[id_]) for id_ in ids}
        every = list(dict.fromkeys(test for id_ in ids for test in tests[id_]))
        green = passing(copy, every)
        red = [test for test in every if test not in green]
        print(f"before: {len(green)} of {len(every)} tests pass", *red, sep="\n  ", flush=True)
        found = []
        for id_ in ids:
            found.append(removed(copy, id_, what[id_], [t for t in tests[id_] if t in green]))
            print(f"{id_}: noticed {found[-1].noticed} ({found[-1].feature})", flush=True)
    if options.write:
        written(options.write, removed=markdown(found, seed=options.seed))
    return 0 if all(one.noticed == "yes" for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
