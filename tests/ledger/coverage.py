"""Write which tests hold up which row: ``python -m tests.ledger.coverage docs/coverage.md``.

With ``--results junit.xml ...`` (``pytest --junitxml=junit.xml``) the table says which rows pass.
"""

import argparse
import xml.etree.ElementTree as ET
from itertools import groupby
from pathlib import Path

from tests.ledger.collect import Row, by_row, rows

HEAD = """# Coverage of the paper

Written by `python -m tests.ledger.coverage docs/coverage.md --results junit.xml`. Each row of the
customer's paper stands with the page that answers it and the tests that hold it up; a test fails
where a row has none.

| Row | Asks | Page | Tests | Passes |
|---|---|---|---|---|
"""
REMOVED = "\n## Removed one by one\n"
UNKNOWN = "–"


def grouped(tests: list[str]) -> str:
    """Tests by file, their names as one reads them."""
    parts = []
    for file, entries in groupby(sorted(tests), key=lambda test: test.partition("::")[0]):
        names = [entry.partition("::")[2].replace("test_", "", 1) for entry in entries]
        words = ", ".join(name.replace("_", " ") for name in names)
        parts.append(f"`{file}`: {words}")
    return "<br>".join(parts)


def line(row: Row, tests: list[str], passes: str) -> str:
    """One row of the table."""
    if row.status == "later":
        passes = "later"
    held = grouped(tests) or ("later" if row.status == "later" else "none yet")
    return f"| {row.id} | {row.ask} | {row.page} | {held} | {passes} |"


def table(results: dict[str, bool] | None = None) -> str:
    """The first section; without results nothing is said of passing."""
    tests = by_row()
    return HEAD + "".join(
        line(row, tests.get(id_, []), passes(tests.get(id_, []), results)) + "\n"
        for id_, row in rows().items()
    )


def passes(tests: list[str], results: dict[str, bool] | None) -> str:
    """Whether every test of a row passed; none run, or not all, is said."""
    if results is None or not tests:
        return UNKNOWN
    known = [results[test] for test in tests if test in results]
    if not all(known):
        return "no"
    return "yes" if len(known) == len(tests) else f"{len(known)} of {len(tests)} run"


def results_of(path: Path) -> dict[str, bool]:
    """Of every test of a JUnit file that ran, whether all its cases passed."""
    found: dict[str, bool] = {}
    for case in ET.parse(path).getroot().iter("testcase"):
        if case.find("skipped") is not None:
            continue
        parts = case.get("classname", "").split(".")
        end = next((i for i, part in enumerate(parts) if part.startswith("test_")), len(parts) - 1)
        name = case.get("name", "").partition("[")[0]
        test = "::".join(["/".join(parts[: end + 1]) + ".py", *parts[end + 1 :], name])
        failed = case.find("failure") is not None or case.find("error") is not None
        found[test] = found.get(test, True) and not failed
    return found


def without_passes(text: str) -> list[str]:
    """The lines of the first section, the column that depends on a run taken off."""
    first = text.partition(REMOVED)[0].strip().splitlines()
    return [entry.rsplit("|", 2)[0] if entry.startswith("| ") else entry for entry in first]


def written(path: Path, *, first: str | None = None, removed: str | None = None) -> None:
    """Write one section of the page and keep the other."""
    old = path.read_text(encoding="utf-8") if path.exists() else table()
    head, mark, tail = old.partition(REMOVED)
    head = head if first is None else first
    tail = tail if removed is None else removed
    body = head.rstrip("\n") + "\n"
    path.write_text(body + (REMOVED + tail if mark or removed else ""), encoding="utf-8")


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--results", type=Path, nargs="+")
    options = parser.parse_args()
    results = None
    if options.results:
        results = {name: ok for path in options.results for name, ok in results_of(path).items()}
    written(options.page, first=table(results))


if __name__ == "__main__":
    main()
