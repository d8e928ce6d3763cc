"""Samples of layouts as somebody re-saved them, and whether what is read of them is still right.

A file may be read rightly, or asked about; it must never be read wrongly in silence.
"""

import csv
import io
import random
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mls_metrics.intake.layouts import Layout, shipped
from mls_metrics.model.source import ImportReport
from tests.formats.sampled import Outcome, Sample, outcome_of, plain, samples

TEXT = (".csv", ".tsv", ".txt")
ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}
PREAMBLE = (
    ["Training report"],
    ["Date run", "2025-01-31"],
    ["Filter", "all active regions", "", ""],
    [],
)
PER_LAYOUT = 26
# Findings that tell the analyst that something of the file is read with a reservation.
SAID = {
    "unknown_status", "deciding_columns_missing", "ids_by_stand_in", "date_order_assumed",
    "values_set_aside",
}  # fmt: skip
# What a status word says besides the lifecycle, which a reading by column names splits off too; and
# the text of a question, which is the header itself.
SPLIT_OFF = {"question", "source_row", "source_status", "overdue", "credit", "passed", "overridden"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One mutated file."""

    sample: Sample
    kind: str
    name: str
    content: bytes
    rows_left: int | None = None


@dataclass(slots=True)
class Tally:
    """How many mutated files came out how, by layout and kind."""

    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, mutation: Mutation, verdict: str, why: str) -> None:
        """Count one file."""
        key = (mutation.sample.layout, mutation.kind)
        self.counts.setdefault(key, Counter())[verdict] += 1
        if verdict == "wrong":
            self.wrong.append(f"{mutation.sample.layout} {mutation.kind}: {why}")

    def total(self) -> Counter[str]:
        """All layouts and kinds together."""
        return sum(self.counts.values(), Counter())


def records_of(sample: Sample) -> list[list[str]]:
    """The records of a text sample."""
    codec = {"latin-1": "latin-1"}.get(sample.expected["encoding"], sample.expected["encoding"])
    text = sample.path.read_bytes().decode(codec)
    delimiter = sample.expected["delimiter"]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def written(rows: Sequence[Sequence[str]], *, codec: str = "utf-8", delimiter: str = ",") -> bytes:
    """Records as the bytes of a file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(codec, "replace")


def mutations(sample: Sample, chance: random.Random, *, count: int) -> Iterator[Mutation]:
    """Mutated files of one sample, each of the next kind in turn."""
    rows = records_of(sample)
    kinds = list(KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        made = KINDS[kind](rows, sample, chance)
        if made is not None:
            content, left = made
            name = sample.filed
            yield Mutation(sample=sample, kind=kind, name=name, content=content, rows_left=left)


Made = tuple[bytes, int | None] | None
Maker = Callable[[list[list[str]], Sample, random.Random], Made]


def shuffled(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Columns in another order; what belongs side by side stays so."""
    layout = layout_of(sample)
    first = sample.expected["header_row"] - 1
    width = max(len(row) for row in rows[first:])
    pairs = bool(layout.melt and layout.melt.second == "next") or layout.fill_right
    if pairs or layout.first_blank:
        return None
    order = chance.sample(range(width), width)
    moved = [
        row if number < first else [row[at] if at < len(row) else "" for at in order]
        for number, row in enumerate(rows)
    ]
    return written(moved), None


def header_end(rows: list[list[str]], sample: Sample) -> int:
    """Index of the last header row."""
    return min(sample.expected["header_row"] - 1 + layout_of(sample).header_rows, len(rows)) - 1


def renamed(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Some headers shortened as people shorten them."""
    at = sample.expected["header_row"] - 1
    changed = [list(row) for row in rows]
    places = [place for place, cell in enumerate(rows[at]) if short_of(cell, chance) != cell]
    if not places:
        return None
    for place in chance.sample(places, k=chance.randint(1, len(places))):
        changed[at][place] = short_of(rows[at][place], chance)
    return written(changed), None


def short_of(header: str, chance: random.Random) -> str:
    """A header with its words in usual short forms."""
    by_word = short_forms()
    words = re.split(r"(\W+)", header)
    return "".join(
        chance.choice(by_word[word.casefold()]).title() if word.casefold() in by_word else word
        for word in words
    )


@cache
def short_forms() -> Mapping[str, list[str]]:
    """Short forms by the word they stand for."""
    text = (files("mls_metrics.intake") / "abbreviations.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for short, words in tomllib.loads(text)["short"].items():
        for word in words:
            found.setdefault(word, []).append(short)
    return found


def separated(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Another separator."""
    return written(rows, delimiter=chance.choice([";", "\t", "|", ","])), None


def encoded(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Another encoding; signs that it does not have would be lost, so then another one."""
    codec = chance.choice(list(ENCODINGS.values()))
    text = "".join(cell for row in rows for cell in row)
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        codec = "utf-16"
    return written(rows, codec=codec), None


def headed(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """A title and filters above the header."""
    return written([*PREAMBLE[: chance.randint(1, len(PREAMBLE))], *rows]), None


def truncated(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Only the first records."""
    last = header_end(rows, sample)
    if len(rows) <= last + 2 or layout_of(sample).fold:
        return None  # a fold says less of what it has seen less of
    keep = chance.randint(last + 2, len(rows) - 1)
    return written(rows[:keep]), keep


def littered(rows: list[list[str]], sample: Sample, chance: random.Random) -> Made:
    """Blank rows and columns, spaces around cells, a total row."""
    first = sample.expected["header_row"] - 1
    changed = [
        [f"{cell} " if cell and number > first and chance.random() < 0.3 else cell for cell in row]
        for number, row in enumerate(rows)
    ]
    changed += [[], ["Total", *[""] * (len(rows[first]) - 1)]]
    return written([[*row, ""] if row else row for row in changed]), None


KINDS: Mapping[str, Maker] = {
    "columns shuffled": shuffled,
    "headers shortened": renamed,
    "other separator": separated,
    "other encoding": encoded,
    "title above": headed,
    "rows truncated": truncated,
    "litter": littered,
}


def layout_of(sample: Sample) -> Layout:
    """The layout of a sample."""
    return next(layout for layout in shipped() if layout.id == sample.layout)


def judge(base: Outcome, outcome: Outcome, mutation: Mutation) -> tuple[str, str]:
    """How a mutated file came out, and what is wrong with it.

    ``right``, ``in part`` (fewer columns), ``said`` (a finding tells of it), ``asked``, ``wrong``.
    """
    if not base.reports[0].table:
        read = outcome.reports[0]
        if read.table is not None:
            return "wrong", f"read as {read.table}"
        return ("right" if read.system == base.reports[0].system else "asked"), ""
    used = [report for report in outcome.reports if report.table]
    if not used or asked(outcome) - asked(base):
        return "asked", ""
    table = base.reports[0].table
    if used[0].table != table:
        return "wrong", f"read as {used[0].table}, not {table}"
    if SAID & (outcome.findings - base.findings):
        return "said", ""
    return compared(base.tables[table], outcome.tables.get(table, []), mutation, used[0])


def asked(outcome: Outcome) -> set[str]:
    """The kinds of questions that a file raises."""
    questions = (question for report in outcome.reports for question in report.questions)
    return {question.id.partition(":")[0] for question in questions}


def compared(
    rows: list[dict[str, Any]],
    read: list[dict[str, Any]],
    mutation: Mutation,
    report: ImportReport,
) -> tuple[str, str]:
    """Whether the rows that were read are the rows of the base, in every column that is read."""
    if mutation.rows_left is not None:
        rows = [row for row in rows if row["source_row"] <= mutation.rows_left]
    filled = {name for row in read for name, value in row.items() if plain(value) != ""}
    known = {name for row in rows for name, value in row.items() if plain(value) != ""}
    columns = sorted(filled - SPLIT_OFF)
    strange = filled - known - SPLIT_OFF
    if strange:
        return "wrong", f"new values in {', '.join(sorted(strange))}"
    ours = Counter(tuple(plain(row[name]) for name in columns) for row in read)
    theirs = Counter(tuple(plain(row[name]) for name in columns) for row in rows)
    if ours - theirs:
        example = next(iter((ours - theirs).elements()))
        return "wrong", f"{dict(zip(columns, example, strict=True))} ({report.system})"
    if theirs - ours and not report.rows_set_aside:
        return "wrong", f"{sum((theirs - ours).values())} rows lost"
    return ("right" if columns == sorted(known - SPLIT_OFF) else "in part"), ""


def run(*, count: int, seed: int, layouts: Sequence[str] | None = None) -> Tally:
    """Mutate every text sample and judge what is read of it.

    Parameters
    ----------
    count : int
        Mutated files per sample.
    """
    tally = Tally()
    for sample in samples():
        if sample.name != "plain" or sample.path.suffix not in TEXT:
            continue
        if layouts is not None and sample.layout not in layouts:
            continue
        base = outcome_of(sample.path, filed=sample.filed)
        chance = random.Random(f"{seed} {sample.layout}")
        for mutation in mutations(sample, chance, count=count):
            tally.add(mutation, *judge(base, outcome_of_bytes(mutation), mutation))
    return tally


def outcome_of_bytes(mutation: Mutation) -> Outcome:
    """What the mutated file is read as, with nothing known but itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated"
        path.write_bytes(mutation.content)
        return outcome_of(path, filed=mutation.name)
