"""What a table is: a layout we know, one of our own templates, or something to ask about."""

import re
from collections.abc import Sequence

from mls_metrics.catalog.load import tables
from mls_metrics.intake.headers import Headers
from mls_metrics.intake.layouts import CANONICAL, Layout, Rule, positions_of, shipped
from mls_metrics.intake.questionnaire import level_of
from mls_metrics.intake.shapes import Shape, melted_columns, other_columns
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.definition import Table
from mls_metrics.model.source import ColumnMatch, How

HEADER_ROWS = 25
CANONICAL_SHARE = 0.6
FILE_LITTER = re.compile(r"([ _-]*\(\d+\)|[ _-]*copy|[ _-]+v?\d[\d_-]*)+$", re.IGNORECASE)


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
    kept = next((layout for layout in remembered if layout.fits(headers)), None)
    if kept is not None:
        return (kept,)
    own = canonical_by_name(present, named)
    if own is not None and is_mostly(own, present):
        return (own,)
    whole = canonical_by_headers(present)
    if whole is not None and present <= column_names(tables()[whole.table]):
        return (whole,)
    fitting = [layout for layout in shipped() if fits(layout, headers)]
    if fitting:
        most = max(layout.weight for layout in fitting)
        best = next(layout for layout in fitting if layout.weight == most)
        tables_of_best = {
            item.table: item
            for item in reversed(fitting)
            if item.system == best.system and same(item, best)
        }
        return (best, *(item for item in tables_of_best.values() if item.table != best.table))
    by_headers = own or whole
    return (by_headers,) if by_headers else ()


def is_mostly(own: Layout, present: frozenset[str]) -> bool:
    """True where at least half of the headers are our template's: a name alone may mislead."""
    return 2 * len(present & column_names(tables()[own.table])) >= len(present)


def fits(layout: Layout, headers: Headers) -> bool:
    """True where a layout's headers are there, and as many columns to melt as it asks for."""
    if not layout.fits(headers):
        return False
    if layout.melt is None:
        return True
    melted = melted_columns(layout, headers)
    filled = [column for column in melted if headers.column(column.position)]
    if len(filled) < max(layout.needs_periods, layout.needs_levels):
        return False
    if layout.needs_level_words:
        words = {cell for column in filled for cell in headers.column(column.position)}
        if level_of(words) is None:
            return False
    return not layout.needs_levels or not other_columns(layout, headers, melted)


def same(layout: Layout, best: Layout) -> bool:
    """True for layouts recognized by the same headers: several tables of one export."""
    return set(layout.needs) == set(best.needs) and layout.melt == best.melt


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


def matches(headers: Headers, layout: Layout, shape: Shape) -> tuple[ColumnMatch, ...]:
    """What each source column is read as; a column that feeds several is listed by its first.

    Columns of a further table of the layout say so (``programs.program_name``).
    """
    fed: dict[int, tuple[Rule, str]] = {}
    for other in (layout, *layout.also):
        prefix = "" if other is layout else f"{other.table}."
        for rule in other.rules:
            for position in positions_of(rule, headers) or ():
                fed.setdefault(position, (rule, f"{prefix}{rule.target}"))
    virtual = {
        name: fed.get(place) for place, name in enumerate(headers.cells) if place >= shape.width > 0
    }
    value, second = virtual.get("melted value"), virtual.get("melted second")
    for column in shape.melted:
        if value is not None:
            fed.setdefault(column.position, value)
        if second is not None and column.second is not None:
            fed.setdefault(column.second, second)
    width = shape.width or len(headers.cells)
    return tuple(
        match(name, fed.get(place), layout) for place, name in enumerate(headers.names[:width])
    )


def match(source: str, fed: tuple[Rule, str] | None, layout: Layout) -> ColumnMatch:
    """One column of a report."""
    if fed is None:
        return ColumnMatch(source=source, target=None, confidence=0.0, how=layout.how)
    rule, target = fed
    return ColumnMatch(
        source=source,
        target=target,
        confidence=layout.confidence if rule.confidence is None else rule.confidence,
        how=rule.how or layout.how,
    )
