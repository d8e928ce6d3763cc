"""What a table is: a layout we know, one of our own templates, or something to ask about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mls_metrics.catalog.load import tables
from mls_metrics.intake.layouts import CANONICAL, Layout, Rule, shipped
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.definition import Table
from mls_metrics.model.source import ColumnMatch, How

HEADER_ROWS = 25
CANONICAL_SHARE = 0.6
FILE_LITTER = re.compile(r"([ _-]*\(\d+\)|[ _-]*copy|[ _-]+v?\d[\d_-]*)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The header row of a table and the rows just below it."""

    row: int
    cells: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """One distinct name per column: repeated and blank headers say which they are."""
        seen: dict[str, int] = {}
        names: list[str] = []
        for number, cell in enumerate(self.cells, start=1):
            shown = " ".join(cell.split()) or f"column {number}"
            seen[normal(shown)] = seen.get(normal(shown), 0) + 1
            count = seen[normal(shown)]
            names.append(shown if count == 1 else f"{shown} ({count})")
        return tuple(names)

    @property
    def positions(self) -> Mapping[str, int]:
        """Position by name as it is compared; the first of a repeated header."""
        found: dict[str, int] = {}
        for position, name in enumerate(self.names):
            found.setdefault(normal(name), position)
        return found

    @property
    def present(self) -> frozenset[str]:
        """The headers as they are compared, blank ones left out."""
        return frozenset(filter(None, map(normal, self.cells)))


def recognise(
    headers: Headers, *, named: str, remembered: Sequence[Layout] = ()
) -> tuple[Layout, ...]:
    """The layouts that fit, all of one system; empty where none does.

    Parameters
    ----------
    named : str
        The sheet's name, else the file's.
    remembered : sequence of Layout
        What people confirmed, the fullest first.
    """
    present = headers.present
    kept = next((layout for layout in remembered if layout.fits(present)), None)
    if kept is not None:
        return (kept,)
    own = canonical_by_name(present, named)
    if own is not None:
        return (own,)
    fitting = [layout for layout in shipped() if layout.fits(present)]
    if fitting:
        most = max(len(layout.needs) for layout in fitting)
        best = next(layout for layout in fitting if len(layout.needs) == most)
        return tuple(item for item in fitting if item.system == best.system and same(item, best))
    by_headers = canonical_by_headers(present)
    return (by_headers,) if by_headers else ()


def same(layout: Layout, best: Layout) -> bool:
    """True for layouts recognised by the same headers: several tables of one export."""
    return set(layout.needs) == set(best.needs)


def plain_name(named: str) -> str:
    """A file's or sheet's name without folder, ending, copies' numbers and dates."""
    stem = re.split(r"[\\/]", named)[-1].split(".")[0]
    return normal(FILE_LITTER.sub("", stem)).replace(" ", "_")


def canonical_by_name(present: frozenset[str], named: str) -> Layout | None:
    """Our own template by its name, where its needed columns are there."""
    table = tables().get(plain_name(named))
    if table is None or needed_missing(table, present):
        return None
    return canonical(table)


def canonical_by_headers(present: frozenset[str]) -> Layout | None:
    """Our own template by its headers: the one table that holds most of them."""
    counted = {
        table.name: len(present & column_names(table))
        for table in tables().values()
        if not needed_missing(table, present)
    }
    enough = {name: n for name, n in counted.items() if n >= max(2, CANONICAL_SHARE * len(present))}
    if not enough:
        return None
    most = max(enough.values())
    best = [name for name, n in enough.items() if n == most]
    smallest = min(best, key=lambda name: (len(tables()[name].columns), name))
    return canonical(tables()[smallest])


def column_names(table: Table) -> frozenset[str]:
    """The table's columns as headers are compared."""
    return frozenset(normal(column.name) for column in table.columns)


def needed_missing(table: Table, present: frozenset[str]) -> list[str]:
    """Needed columns that the headers do not hold."""
    needed = [column.name for column in table.columns if column.needed]
    return [name for name in needed if normal(name) not in present]


def canonical(table: Table) -> Layout:
    """The layout of our own template."""
    return Layout(
        id=f"canonical_{table.name}",
        system=CANONICAL,
        table=table.name,
        needs=tuple((normal(column.name),) for column in table.columns if column.needed),
        rules=tuple(
            Rule(target=column.name, sources=((normal(column.name),),)) for column in table.columns
        ),
        how=How.EXACT,
    )


def matches(headers: Headers, layout: Layout) -> tuple[ColumnMatch, ...]:
    """What each source column is read as; a column that feeds several is listed by its first."""
    fed: dict[int, Rule] = {}
    for rule in layout.rules:
        for position in positions_of(rule, headers) or ():
            fed.setdefault(position, rule)
    return tuple(
        match(name, fed.get(position), layout) for position, name in enumerate(headers.names)
    )


def match(source: str, rule: Rule | None, layout: Layout) -> ColumnMatch:
    """One column of a report."""
    if rule is None:
        return ColumnMatch(source=source, target=None, confidence=0.0, how=layout.how)
    return ColumnMatch(
        source=source,
        target=rule.target,
        confidence=layout.confidence if rule.confidence is None else rule.confidence,
        how=rule.how or layout.how,
    )


def positions_of(rule: Rule, headers: Headers) -> tuple[int, ...] | None:
    """Where the rule's sources stand; None where one of them is absent."""
    found: list[int] = []
    for names in rule.sources:
        position = next((headers.positions[n] for n in names if n in headers.positions), None)
        if position is None:
            return None
        found.append(position)
    return tuple(found)
