"""Layouts of known exports, read from formats/*.toml, and the mappings that people confirmed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from mls_metrics.catalog.load import tables
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.source import How

CANONICAL, GENERIC, UNKNOWN = "canonical", "generic", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one canonical column is filled; each source is a tuple of names it may have.

    `how` and `confidence` stand where they differ from the layout's own.
    """

    target: str
    sources: tuple[tuple[str, ...], ...] = ()
    kind: str = "copy"
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    above: tuple[tuple[str, ...], float] | None = None
    how: How | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One table that one kind of export holds.

    `needs` are the headers by which it is recognised (each with its other names). `table` is
    empty where the export is known but nothing is read from it; `why` says so.
    """

    id: str
    system: str
    table: str
    needs: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...] = ()
    nulls: tuple[str, ...] = ()
    why: str = ""
    how: How = How.ALIAS
    confidence: float = 1.0

    def fits(self, headers: frozenset[str]) -> bool:
        """True where every needed header is there under one of its names."""
        return all(any(name in headers for name in names) for names in self.needs)


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
    table = content.get("table", "")
    columns = content.get("columns", {})
    if table:
        known = {column.name for column in tables()[table].columns}
        strangers = sorted(set(columns) - known)
        assert not strangers, f"{id_}: {table} has no column {', '.join(strangers)}"
    return Layout(
        id=id_,
        system=content["system"],
        table=table,
        needs=tuple(alternatives(entry) for entry in content["needs"]),
        rules=tuple(parse_rule(target, entry) for target, entry in columns.items()),
        nulls=tuple(content.get("nulls", ())),
        why=content.get("why", ""),
        how=how,
    )


def alternatives(entry: str) -> tuple[str, ...]:
    """``"Employee ID | EmpID"`` to the names as they are compared."""
    return tuple(normal(name) for name in entry.split("|"))


def parse_rule(target: str, entry: str | Mapping[str, Any]) -> Rule:
    """One column of a layout: a header, or a table of how it is filled."""
    if isinstance(entry, str):
        return Rule(target=target, sources=(alternatives(entry),))
    if "constant" in entry:
        return Rule(target=target, kind="constant", template=str(entry["constant"]))
    named = entry["from"]
    sources = tuple(alternatives(name) for name in ([named] if isinstance(named, str) else named))
    above = entry.get("only_if_above")
    return Rule(
        target=target,
        sources=sources,
        kind=kind_of(entry, len(sources)),
        template=entry.get("template", ""),
        values=entry.get("values", {}),
        origins=entry.get("origins", {}),
        scale=float(entry.get("scale", 1.0)),
        above=(alternatives(above[0]), float(above[1])) if above else None,
    )


def kind_of(entry: Mapping[str, Any], sources: int) -> str:
    """The kind of a column plan that an entry asks for."""
    if "origins" in entry:
        return "day_offset" if sources > 1 else "origin"
    return "template" if "template" in entry else "copy"
