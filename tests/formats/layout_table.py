"""The page of all layouts: what is known of each, how its samples and mutations come out.

Run as ``python -m tests.formats.layout_table [--count N]``; it prints docs/layouts.md.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from mls_metrics.intake.layouts import Layout, shipped
from tests.formats.mutated import KINDS, Tally, run
from tests.formats.sampled import Sample, differences, outcome_of, samples

SEED = 1
COMMAND = "python -m tests.formats.layout_table"
HEAD = """# Layouts: exports that are recognized, and how surely

Made by `{command} --count {count}`. Each layout is one file of
`mls_metrics/intake/formats/`; how to write one stands in [formats.md](formats.md). "Seen" says
whether the headers come from a real export, the vendor's own text or code that reads the export;
the others are from memory and unconfirmed.

Every layout has a plain and a nasty sample in `tests/formats/samples/`, of which each column,
status and date is tested. A mutation is a plain sample with its columns shuffled, its headers
shortened, another separator or encoding, a title above, rows cut off, or blank rows and a total
added. It is *right* where every value is as in the sample, *in part* where columns are missing and
the rest is right, *said* where a finding tells of a reservation, *asked* where a question or the
mapping form opens. *Wrong* is a different value in silence.
"""


def page(*, count: int) -> str:
    """The page as Markdown."""
    tally = run(count=count, seed=SEED)
    total = tally.total()
    lines = [
        HEAD.format(command=COMMAND, count=count),
        f"**{total.total():,} mutated files: {total['right']:,} right, {total['in part']:,} in "
        f"part, {total['said']:,} said, {total['asked']:,} asked, {total['wrong']:,} wrong in "
        "silence.**\n",
        *kinds_table(tally),
        "",
        *layouts_table(tally),
    ]
    return "\n".join(lines) + "\n"


def kinds_table(tally: Tally) -> list[str]:
    """How each kind of mutation came out."""
    lines = [
        "| mutation | files | right | in part | said | asked | wrong |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in KINDS:
        found: Counter[str] = Counter()
        for (_, other), counts in tally.counts.items():
            found += counts if other == kind else Counter()
        lines.append(f"| {kind} | {' | '.join(counted(found))} |")
    return lines


def counted(found: Counter[str]) -> list[str]:
    """All, and each way of coming out."""
    ways = ("right", "in part", "said", "asked", "wrong")
    return [f"{found.total():,}", *(f"{found[way]:,}" for way in ways)]


def layouts_table(tally: Tally) -> list[str]:
    """One row per layout."""
    lines = [
        "| layout | what it is | `system` | table | seen | header row | columns | statuses | dates "
        "| mutations not wrong |",
        "|---|---|---|---|---|--:|--:|--:|--:|--:|",
    ]
    by_layout: dict[str, list[Sample]] = {}
    for sample in samples():
        by_layout.setdefault(sample.layout, []).append(sample)
    return lines + [row(one, by_layout.get(one.id, []), tally) for one in shipped()]


def row(layout: Layout, own: list[Sample], tally: Tally) -> str:
    """The row of one layout."""
    content = content_of(layout)
    seen = {True: "yes", False: "no"}[content.get("confirmed", True)]
    parts = parts_right(own)
    found: Counter[str] = Counter()
    for (name, _), counts in tally.counts.items():
        found += counts if name == layout.id else Counter()
    told = f"{found.total() - found['wrong']} of {found.total()}" if found else "–"
    title = layout.title or "public teaching set"
    cells = [f"`{layout.id}`", title, f"`{layout.system}`", layout.table or "not used", seen]
    return f"| {' | '.join([*cells, *parts, told])} |"


def content_of(layout: Layout) -> Mapping[str, Any]:
    """The TOML of a layout."""
    path = files("mls_metrics.intake") / "formats" / f"{layout.id}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def parts_right(own: list[Sample]) -> list[str]:
    """Samples with the header row, the columns, the statuses and the dates right."""
    if not own:
        return ["tested apart"] * 4
    wrong = [differences(sample, outcome_of(sample.path, filed=sample.filed)) for sample in own]
    asked = {
        "header_row": own,
        "column": [sample for sample in own if sample.expected.get("targets")],
        "values of status": [s for s in own if "status" in s.expected.get("values", {})],
        "dates": [s for s in own if any(map(is_dated, s.expected.get("values", {})))],
    }
    found = []
    for part, with_it in asked.items():
        bad = sum(
            any(is_about(part, line) for line in lines)
            for sample, lines in zip(own, wrong, strict=True)
            if sample in with_it
        )
        found.append(f"{len(with_it) - bad} of {len(with_it)}" if with_it else "–")
    return found


def is_about(part: str, line: str) -> bool:
    """True where a difference is about that part."""
    if part == "dates":
        return line.startswith("date_order") or is_dated(
            line.removeprefix("values of ").split(":")[0]
        )
    return line.startswith(part)


def is_dated(column: str) -> bool:
    """True for columns of dates."""
    return column.endswith(("_on", "_date", "period", "_from"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=26, help="mutated files per layout")
    print(page(count=parser.parse_args().count), end="")
