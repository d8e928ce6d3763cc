"""A table that no layout fits: proposals from names and values, and what people confirmed."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from mls_metrics.catalog.load import tables
from mls_metrics.errors import AnswersError
from mls_metrics.intake.layouts import GENERIC, Layout, Rule, parse_layout
from mls_metrics.intake.recognise import Headers
from mls_metrics.intake.values import value_share
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.definition import Column, Table
from mls_metrics.model.source import ColumnMatch, How

SURE, MARGIN, LEAST, GUESSED, STAND_IN, FITTING = 0.9, 0.15, 0.5, 0.8, 0.75, 0.8
NEVER_GUESSED = {"id", "date", "month", "enum", "money"}
EXPANSIONS = {
    "emp": "employee", "empl": "employee", "ee": "employee", "dept": "department", "dt": "date",
    "trng": "training", "mgr": "manager", "no": "number", "num": "number", "nbr": "number",
    "term": "termination", "loc": "location", "comp": "completion", "compl": "completion",
    "enrol": "enrollment", "enroll": "enrollment", "enrolment": "enrollment", "crs": "course",
    "stat": "status", "amt": "amount", "reg": "registration", "hrs": "hours", "perf": "performance",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the columns of an unknown table may mean.

    `columns` holds one match per source column, target None where nothing is proposed with
    enough confidence to be chosen beforehand; `runners_up` other targets by source; `samples`
    the first values by source; `tables` every candidate, the best first.
    """

    table: str
    columns: tuple[ColumnMatch, ...]
    runners_up: Mapping[str, tuple[str, ...]]
    samples: Mapping[str, tuple[str, ...]]
    tables: tuple[str, ...]
    is_clear: bool
    confidence: float


@cache
def header_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Known names of our columns by table and column, as headers are compared."""
    text = (files("mls_metrics.intake") / "headers.toml").read_text(encoding="utf-8")
    return {
        table: {
            target: tuple(dict.fromkeys(normal(name) for name in names))
            for target, names in columns.items()
        }
        for table, columns in tomllib.loads(text).items()
    }


def propose(headers: Headers, *, table: str | None = None) -> Proposal:
    """What each column may mean, for the best table or for the given one."""
    ranked = sorted(
        (weigh_table(headers, definition) for definition in tables().values()),
        key=lambda entry: (-entry.score, entry.table),
    )
    best = next((entry for entry in ranked if table in (None, entry.table)), ranked[0])
    rivals = [entry for entry in ranked if entry.table != best.table]
    clear = best.is_sure and all(entry.score < best.score for entry in rivals)
    return Proposal(
        table=best.table,
        columns=preselected(headers, best),
        runners_up=others(headers, best),
        samples={name: samples(headers, position) for position, name in enumerate(headers.names)},
        tables=tuple(entry.table for entry in ranked),
        is_clear=clear and table is None,
        confidence=round(min(best.needed.values(), default=0.0), 3),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How well the columns of one table are found among the headers."""

    table: str
    grid: Mapping[tuple[int, str], tuple[float, How]]
    chosen: Mapping[int, str]
    needed: Mapping[str, float]
    score: float
    is_sure: bool


def weigh_table(headers: Headers, table: Table) -> Weighed:
    """Confidence of every pair of source and target, and a one-to-one choice among them."""
    grid: dict[tuple[int, str], tuple[float, How]] = {}
    for position, name in enumerate(headers.cells):
        for column in table.columns:
            confidence, how = confidence_of(name, column, table.name, headers, position)
            if confidence >= LEAST:
                grid[position, column.name] = (confidence, how)
    chosen: dict[int, str] = {}
    for (position, target), _ in sorted(grid.items(), key=lambda item: (-item[1][0], item[0])):
        if position not in chosen and target not in chosen.values():
            chosen[position] = target
    by_target = {target: grid[position, target][0] for position, target in chosen.items()}
    needed = {name: by_target.get(name, 0.0) for name in needed_names(table, by_target)}
    complete = all(needed.values())
    score = (100.0 if complete else 0.0) + sum(by_target.values())
    sure = complete and all(is_clear(grid, chosen, target) for target in needed)
    return Weighed(
        table=table.name, grid=grid, chosen=chosen, needed=needed, score=score,
        is_sure=sure and len(chosen) > 1,
    )  # fmt: skip


def needed_names(table: Table, found: Mapping[str, float]) -> list[str]:
    """Needed columns; of an enrollment also a status or a date, of a roster also a hire date."""
    names = [column.name for column in table.columns if column.needed]
    if table.name == "enrollments":
        facts = ("status", "completed_on", "started_on", "enrolled_on")
        names.append(max(facts, key=lambda name: found.get(name, 0.0)))
    if table.name == "employees":
        names.append("hire_date")
    return names


def is_clear(
    grid: Mapping[tuple[int, str], tuple[float, How]], chosen: Mapping[int, str], target: str
) -> bool:
    """True where a target's choice is sure, known by name, and far ahead of any other."""
    position = next(place for place, name in chosen.items() if name == target)
    confidence, how = grid[position, target]
    rivals = [
        value for (place, name), (value, _) in grid.items()
        if (place == position) != (name == target)
    ]  # fmt: skip
    known = how in (How.EXACT, How.ALIAS)
    return known and confidence >= SURE and max(rivals, default=0.0) <= confidence - MARGIN


def confidence_of(
    name: str, column: Column, table: str, headers: Headers, position: int
) -> tuple[float, How]:
    """Confidence that a header means a column: by its name, then by its values."""
    by_name, how = name_confidence(normal(name), column.name, table)
    cells = [row[position] for row in headers.sample if position < len(row) and row[position]]
    share = value_share(cells, column)
    if by_name < LEAST:
        words = column.name == "status" and cells and share >= SURE
        return (0.6, How.VALUES) if words else (0.0, How.GUESS)
    return round(by_name * (1.0 if share >= FITTING else share), 3), how


def name_confidence(name: str, target: str, table: str) -> tuple[float, How]:
    """1 for our own name, 0.95 for a known one, 0.9 with abbreviations spelled out, else less."""
    if not name:
        return 0.0, How.GUESS
    if name == normal(target):
        return 1.0, How.EXACT
    known = header_names().get(table, {}).get(target, ())
    if name in known:
        return 0.95, How.ALIAS
    spelled = " ".join(EXPANSIONS.get(token, token) for token in name.split())
    if spelled in known or spelled == normal(target):
        return 0.9, How.ALIAS
    tokens = set(spelled.split())
    overlaps = [
        len(tokens & set(alias.split())) / len(tokens | set(alias.split()))
        for alias in (*known, normal(target))
    ]
    stands_in = name in header_names()["stand_ins"].get(target, ())
    return max(min(GUESSED, max(overlaps)), STAND_IN * stands_in), How.GUESS


def samples(headers: Headers, position: int) -> tuple[str, ...]:
    """The first distinct values of a column."""
    cells = (row[position] for row in headers.sample if position < len(row) and row[position])
    return tuple(dict.fromkeys(cells))[:3]


def preselected(headers: Headers, best: Weighed) -> tuple[ColumnMatch, ...]:
    """One match per source; guesses at ids, dates, closed lists and money are not preselected."""
    found: list[ColumnMatch] = []
    for position, name in enumerate(headers.names):
        target = best.chosen.get(position)
        if target is None:
            found.append(ColumnMatch(source=name, target=None, confidence=0.0, how=How.GUESS))
            continue
        confidence, how = best.grid[position, target]
        kind = tables()[best.table].column(target).type
        shy = how in (How.GUESS, How.VALUES) and kind in NEVER_GUESSED
        found.append(
            ColumnMatch(source=name, target=None if shy else target, confidence=confidence, how=how)
        )
    return tuple(found)


def others(headers: Headers, best: Weighed) -> dict[str, tuple[str, ...]]:
    """Other targets of each source, the likeliest first."""
    found: dict[str, tuple[str, ...]] = {}
    for position, name in enumerate(headers.names):
        ranked = sorted(
            (-value, target) for (place, target), (value, _) in best.grid.items()
            if place == position
        )  # fmt: skip
        found[name] = tuple(target for _, target in ranked)
    return found


def proposed_layout(headers: Headers) -> Layout | None:
    """The layout of a clear proposal; None where a person has to look."""
    proposal = propose(headers)
    if not proposal.is_clear:
        return None
    return layout_of(
        proposal.table,
        {match.source: match for match in proposal.columns if match.target},
        confidence=proposal.confidence,
    )


def layout_of(table: str, chosen: Mapping[str, ColumnMatch], *, confidence: float = 1.0) -> Layout:
    """A layout from matched columns."""
    return Layout(
        id=f"{GENERIC}_{table}",
        system=GENERIC,
        table=table,
        needs=tuple((normal(name),) for name in chosen),
        rules=tuple(
            Rule(
                target=str(match.target), sources=((normal(name),),),
                how=match.how, confidence=match.confidence,
            )
            for name, match in chosen.items()
        ),
        confidence=confidence,
    )  # fmt: skip


def header_key(headers: Headers) -> str:
    """Fingerprint of a set of headers, whatever their order."""
    names = sorted(set(filter(None, map(normal, headers.cells))))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def check_mapping(headers: Headers, table: str, mapping: Mapping[str, str | None]) -> None:
    """Refuse a confirmed mapping that cannot be read.

    Raises
    ------
    AnswersError
        An unknown table, header or column, a column fed twice, or a needed one left out.
    """
    definition = tables().get(table)
    if definition is None:
        raise AnswersError(f"There is no table '{table}'.", "", f"Choose of {', '.join(tables())}.")
    known = {column.name for column in definition.columns}
    targets = [target for target in mapping.values() if target]
    strange = [name for name in mapping if name not in headers.names]
    strange += [target for target in targets if target not in known]
    if strange:
        raise AnswersError("The columns cannot be read so.", f"Unknown: {', '.join(strange)}.")
    twice = sorted({target for target in targets if targets.count(target) > 1})
    missing = [c.name for c in definition.columns if c.needed and c.name not in targets]
    if twice or missing:
        raise AnswersError(
            "The columns cannot be read so.",
            f"Fed twice: {', '.join(twice)}." if twice else f"Missing: {', '.join(missing)}.",
            "Give each column one meaning, and every needed column a source.",
        )


def mapping_text(headers: Headers, table: str, mapping: Mapping[str, str | None]) -> str:
    """A confirmed mapping as the TOML of a layout, which fits tables with at least its headers."""
    needs = [clean_name(name) for name in headers.cells if normal(name)]
    lines = [
        f"system = {json.dumps(GENERIC)}",
        f"table = {json.dumps(table)}",
        f"needs = {json.dumps(sorted(set(needs)), ensure_ascii=False)}",
        "",
        "[columns]",
    ]
    lines += [
        f"{target} = {json.dumps(clean_name(name), ensure_ascii=False)}"
        for name, target in mapping.items()
        if target
    ]
    return "\n".join(lines) + "\n"


def clean_name(name: str) -> str:
    """A header as a layout names it: no bar, which would part alternatives."""
    return re.sub(r"[\s|]+", " ", name).strip()


def remembered_layouts(folder: Path) -> tuple[Layout, ...]:
    """Every mapping that people confirmed here, the fullest first."""
    found: list[Layout] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(parse_layout(path.stem, content, how=How.REMEMBERED))
    return tuple(sorted(found, key=lambda layout: (-len(layout.needs), layout.id)))
