"""Layouts of known exports, read from formats/*.toml, and the mappings that people confirmed."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.intake.headers import Headers, first_place
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.source import Case, How

CANONICAL, GENERIC, UNKNOWN = "canonical", "generic", "unknown"
KEYS = {
    "system", "title", "table", "source", "confirmed", "needs", "not", "first_blank",
    "needs_periods", "needs_levels", "needs_level_words", "header_rows", "text_row", "fill_right",
    "dates",
    "dates_fixed", "nulls", "skip", "melt", "columns", "also", "why",
    "fold", "named",
}  # fmt: skip
FROM_MEMORY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCase:
    """One case of a rule: the names of its column, the test, and what it gives."""

    names: tuple[str, ...]
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one canonical column is filled; each source is a tuple of names it may have.

    `kind` is a column plan's, or ``file`` or ``above`` (a constant from the file's name or from
    what stands above the header) or ``classify`` (the construct of a question). `how` and
    `confidence` stand where they differ from the layout's own.
    """

    target: str
    sources: tuple[tuple[str, ...], ...] = ()
    kind: str = "copy"
    template: str = ""
    prefix: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    shift: float = 0.0
    pattern: str = ""
    cases: tuple[NamedCase, ...] = ()
    above: tuple[tuple[str, ...], float] | None = None
    when: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    how: How | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Rows that are no record: one of `values` in a column, or a cell that fits `pattern`."""

    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Melt:
    """Which columns become rows of their own.

    `columns` is ``periods``, ``levels``, ``others`` or a pattern ``/.../`` on the raw header;
    `second_fits` is what the header of the column that belongs to it has to look like.
    """

    columns: str
    exceptions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    second: str = ""
    second_fits: str = ""
    keep_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One table that one kind of export holds.

    `needs` are the headers by which it is recognized (each with its other names). `table` is
    empty where the export is known but nothing is read from it; `why` says so. `fold` says that
    rows are events, of which those of one person and program make one row. `also` are further
    tables read from the same rows.
    """

    id: str
    system: str
    table: str
    needs: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...] = ()
    title: str = ""
    nots: tuple[tuple[str, ...], ...] = ()
    named: str = ""
    first_blank: bool = False
    needs_periods: int = 0
    needs_levels: int = 0
    needs_level_words: bool = False
    header_rows: int = 1
    text_row: int = 1
    fill_right: bool = False
    dates: str | None = None
    dates_fixed: bool = False
    nulls: tuple[str, ...] = ()
    skips: tuple[Skip, ...] = ()
    melt: Melt | None = None
    fold: bool = False
    also: "tuple[Layout, ...]" = ()
    why: str = ""
    how: How = How.ALIAS
    confidence: float = 1.0

    def fits(self, headers: Headers) -> bool:
        """True where every needed header is there under one of its names, and no excluded one."""
        if self.first_blank and (not headers.cells or headers.cells[0]):
            return False
        if any(first_place(headers, names) is None for names in self.needs):
            return False
        if self.named and not is_named_so(self.named, headers):
            return False
        return all(first_place(headers, names) is None for names in self.nots)

    @property
    def weight(self) -> int:
        """How telling the layout is: the more is needed, the more."""
        counted = bool(self.needs_periods) + bool(self.needs_levels) + 2 * self.needs_level_words
        return len(self.needs) + self.first_blank + counted


def is_named_so(pattern: str, headers: Headers) -> bool:
    """True where the file's name, the sheet's, or what stands above the header fits a pattern."""
    above = (cell for row in headers.above for cell in row if cell)
    return any(
        re.search(pattern, text, re.IGNORECASE) for text in (headers.named, headers.sheet, *above)
    )


@cache
def shipped() -> tuple[Layout, ...]:
    """Every layout that ships with the product, in the order of their files."""
    folder = files("mls_metrics.intake") / "formats"
    found: list[Layout] = []
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            id_ = path.name.removesuffix(".toml")
            found.append(parse_layout(id_, tomllib.loads(path.read_text(encoding="utf-8"))))
    return tuple(found)


def systems() -> tuple[str, ...]:
    """The closed list of systems."""
    return (CANONICAL, GENERIC, *sorted({layout.system for layout in shipped()}), UNKNOWN)


def parse_layout(id_: str, content: Mapping[str, Any], *, how: How = How.ALIAS) -> Layout:
    """A layout from its TOML content."""
    strangers = sorted(set(content) - KEYS)
    assert not strangers, f"{id_}: unknown entries {', '.join(strangers)}"
    melt = content.get("melt")
    layout = Layout(
        id=id_,
        system=content["system"],
        title=content.get("title", ""),
        table=content.get("table", ""),
        needs=tuple(alternatives(entry) for entry in content["needs"]),
        rules=parse_rules(id_, content.get("table", ""), content.get("columns", {})),
        nots=tuple(alternatives(entry) for entry in content.get("not", ())),
        named=content.get("named", ""),
        first_blank=content.get("first_blank", False),
        needs_periods=content.get("needs_periods", 0),
        needs_levels=content.get("needs_levels", 0),
        needs_level_words=content.get("needs_level_words", False),
        header_rows=content.get("header_rows", 1),
        text_row=content.get("text_row", 1),
        fill_right=content.get("fill_right", False),
        dates=content.get("dates"),
        dates_fixed=content.get("dates_fixed", False),
        nulls=tuple(word.casefold() for word in content.get("nulls", ())),
        skips=tuple(parse_skip(entry) for entry in content.get("skip", ())),
        melt=parse_melt(melt) if melt else None,
        fold=content.get("fold", False),
        why=content.get("why", ""),
        how=how,
        confidence=1.0 if content.get("confirmed", True) else FROM_MEMORY,
    )
    also = tuple(
        replace(
            layout,
            table=table,
            rules=parse_rules(id_, table, entry),
            skips=(),
            melt=None,
        )
        for table, entry in content.get("also", {}).items()
    )
    return replace(layout, also=also)


def parse_rules(id_: str, table: str, columns: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of one table."""
    if table:
        known = {column.name for column in tables()[table].columns}
        strangers = sorted(set(columns) - known)
        assert not strangers, f"{id_}: {table} has no column {', '.join(strangers)}"
    return tuple(parse_rule(target, entry) for target, entry in columns.items())


def alternatives(entry: str | Sequence[str]) -> tuple[str, ...]:
    """``"Employee ID | EmpID"`` to the names as they are compared; patterns stay as they are."""
    names = entry.split(" | ") if isinstance(entry, str) else entry
    return tuple(
        name if name.startswith("/") and name.endswith("/") else normal(name) for name in names
    )


def parse_skip(entry: Mapping[str, Any]) -> Skip:
    """Rows that are no record."""
    return Skip(
        names=alternatives(entry["column"]),
        values=tuple(value.casefold() for value in entry.get("values", ())),
        pattern=entry.get("pattern", ""),
    )


def parse_melt(entry: Mapping[str, Any]) -> Melt:
    """Columns that become rows."""
    return Melt(
        columns=entry["columns"],
        exceptions=tuple(alternatives(entry.get("except", ()))),
        units=tuple(unit.casefold() for unit in entry.get("units", ())),
        second=entry.get("second", ""),
        second_fits=entry.get("second_fits", ""),
        keep_blank=entry.get("keep_blank", False),
    )


def parse_rule(target: str, entry: str | Mapping[str, Any]) -> Rule:
    """One column of a layout: a header, or a table of how it is filled."""
    if isinstance(entry, str):
        return Rule(target=target, sources=(alternatives(entry),))
    if "dated" in entry:
        return Rule(target=target, sources=(alternatives(entry["dated"]),), kind="dated")
    for kind in ("constant", "file", "above"):
        if kind in entry:
            return Rule(target=target, kind=kind, template=str(entry[kind]))
    if "cases" in entry:
        return cases_rule(target, entry)
    if "first" in entry:
        sources = tuple(alternatives(name) for name in entry["first"])
        return Rule(
            target=target,
            sources=sources,
            kind="first",
            values=entry.get("values", {}),
            pattern=entry.get("pattern", ""),
        )
    if "classify" in entry:
        return Rule(target=target, sources=(alternatives(entry["classify"]),), kind="classify")
    named = entry["from"]
    several = not isinstance(named, str)
    sources = tuple(alternatives(name) for name in (named if several else [named]))
    if "otherwise" in entry:
        sources += (alternatives(entry["otherwise"]),)
    above, when = entry.get("only_if_above"), entry.get("when")
    return Rule(
        target=target,
        sources=sources,
        kind=kind_of(entry, len(sources)),
        template=entry.get("template", ""),
        prefix=entry.get("prefix", ""),
        values=entry.get("values", {}),
        origins=entry.get("origins", {}),
        scale=float(entry.get("scale", 1.0)),
        shift=float(entry.get("shift", 0.0)),
        pattern=entry.get("pattern", ""),
        above=(alternatives(above[0]), float(above[1])) if above else None,
        when=(alternatives(when["column"]), folded(when["is"])) if when else None,
    )


def cases_rule(target: str, entry: Mapping[str, Any]) -> Rule:
    """A column decided case by case, the first that holds; ``{cell}`` stands for the cell."""
    cases = tuple(
        NamedCase(
            names=alternatives(case["column"]),
            case=Case(
                then=case["then"],
                words=folded(case.get("is", ())),
                is_filled=case.get("filled"),
                above=case.get("above"),
            ),
        )
        for case in entry["cases"]
    )
    otherwise = entry.get("otherwise", "")
    values = entry.get("values", {})
    return Rule(target=target, kind="cases", template=otherwise, cases=cases, values=values)


def folded(words: Sequence[str]) -> tuple[str, ...]:
    """Words as cells are compared."""
    return tuple(" ".join(word.casefold().split()) for word in words)


def kind_of(entry: Mapping[str, Any], sources: int) -> str:
    """The kind of a column plan that an entry asks for."""
    if "origins" in entry:
        return "day_offset" if sources > 1 else "origin"
    return "template" if "template" in entry else "copy"


def positions_of(rule: Rule, headers: Headers) -> tuple[int, ...] | None:
    """Where the rule's sources stand; None where one of them is absent.

    Of a rule that takes the first filled source, or goes case by case, those that are there.
    """
    names = [case.names for case in rule.cases] if rule.kind == "cases" else list(rule.sources)
    found = [first_place(headers, alternatives) for alternatives in names]
    there = tuple(position for position in found if position is not None)
    if rule.kind == "dated":
        return there
    if rule.kind in ("first", "cases"):
        return tuple(dict.fromkeys(there)) or None
    return there if len(there) == len(found) else None
