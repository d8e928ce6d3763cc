"""Wide tables to long ones: columns that a layout melts become rows of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from mls_metrics.catalog.load import tables
from mls_metrics.intake.dates import looks_like_date
from mls_metrics.intake.headers import Headers, first_place, pattern_of
from mls_metrics.intake.layouts import Layout, Melt, positions_of
from mls_metrics.intake.names import readings
from mls_metrics.intake.periods import period_of
from mls_metrics.intake.questionnaire import level_of
from mls_metrics.intake.vocabulary import fold, normal, nulls

VIRTUAL = (
    "melted name", "melted value", "melted second", "melted unit", "melted header", "melted key",
    "melted second header",
)  # fmt: skip
MARK = "|"
NOTHING = frozenset(nulls("number"))
NOT_A_RECORD = "not a record"
ADDRESS = re.compile(
    r"^(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+$|^\d{1,3}(\.\d{1,3}){3}$|^[\da-f]*:[\da-f:]+$"
)
HIGHEST_LEVEL, LEVEL_SHARE = 10, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class MeltedColumn:
    """One column that becomes rows: where it stands, what it is about, and its second column."""

    position: int
    name: str
    header: str = ""
    unit: str = ""
    second: int | None = None
    second_header: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is done to each record before it is written: rows left out, columns melted.

    `width` is the number of columns of the file itself; melted rows carry `VIRTUAL` behind them.
    `keep_blank` says that empty cells give rows too, `drops_nulls` that words for nothing do not.
    """

    width: int = 0
    skips: tuple[tuple[int, frozenset[str], re.Pattern[str] | None], ...] = ()
    melted: tuple[MeltedColumn, ...] = ()
    keep_blank: bool = False
    drops_nulls: bool = False

    @property
    def is_plain(self) -> bool:
        """True where records stay as they are."""
        return not self.skips and not self.melted

    def is_no_record(self, cells: Sequence[str]) -> bool:
        """True for a row that the layout leaves out."""
        for position, values, pattern in self.skips:
            cell = cells[position]
            if fold(cell) in values or (pattern is not None and pattern.search(cell)):
                return True
        return False

    def rows(self, cells: list[str]) -> Iterator[list[str]]:
        """The rows that one record becomes."""
        if not self.melted:
            yield cells
            return
        kept = list(cells)
        for column in self.melted:
            kept[column.position] = ""
        for column in self.melted:
            value = cells[column.position]
            second = cells[column.second] if column.second is not None else ""
            if self.keep_blank or (value and not (self.drops_nulls and fold(value) in NOTHING)):
                key = f"{column.position}{MARK}{value}"
                said = (column.unit, column.header, key, column.second_header)
                yield [*kept, column.name, value, second, *said]


def shape_of(headers: Headers, layouts: Sequence[Layout]) -> Shape:
    """What the first of the layouts asks to be done to each record."""
    if not layouts:
        return Shape()
    layout = layouts[0]
    skips = []
    for skip in layout.skips:
        position = first_place(headers, skip.names)
        if position is not None:
            pattern = re.compile(skip.pattern, re.IGNORECASE) if skip.pattern else None
            skips.append((position, frozenset(skip.values), pattern))
    return Shape(
        width=len(headers.cells),
        skips=tuple(skips),
        melted=melted_columns(layout, headers) if layout.melt else (),
        keep_blank=bool(layout.melt and layout.melt.keep_blank),
        drops_nulls=needs_value(layout),
    )


def needs_value(layout: Layout) -> bool:
    """True where a melted cell without a value makes no row: "not assessed" is no assessment."""
    return any(
        ("melted value",) in rule.sources and tables()[layout.table].column(rule.target).needed
        for rule in layout.rules
    )


def with_virtual(headers: Headers, shape: Shape) -> Headers:
    """The headers with the virtual columns of melted rows behind them."""
    if not shape.melted:
        return headers  # rows may be left out, columns stay
    texts = (*headers.texts, *("",) * len(VIRTUAL)) if headers.texts else ()
    return replace(headers, cells=(*headers.cells, *VIRTUAL), texts=texts, known={})


def melted_columns(layout: Layout, headers: Headers) -> tuple[MeltedColumn, ...]:
    """The columns that a layout melts, in the order of the file."""
    melt = layout.melt
    assert melt is not None
    taken = named_positions(layout, headers)
    found: list[MeltedColumn] = []
    seconds: set[int] = set()
    for position, cell in enumerate(headers.cells):
        if position in taken or position in seconds or cell in VIRTUAL:
            continue
        if any(is_named(cell, name) for name in melt.exceptions):
            continue
        column = melted_column(melt, headers, position, cell)
        if column is None or (melt.units and column.unit.casefold() not in melt.units):
            continue
        if column.second is not None:
            seconds.add(column.second)
        found.append(column)
    return tuple(column for column in found if column.position not in seconds)


def named_positions(layout: Layout, headers: Headers) -> set[int]:
    """Columns that the layout reads or skips by name."""
    rules = [*layout.rules, *chain.from_iterable(other.rules for other in layout.also)]
    taken = {place for rule in rules for place in positions_of(rule, headers) or ()}
    named = [first_place(headers, skip.names) for skip in layout.skips]
    named += [first_place(headers, rule.when[0]) for rule in rules if rule.when]
    return taken | {position for position in named if position is not None}


def other_columns(layout: Layout, headers: Headers, melted: Sequence[MeltedColumn]) -> list[int]:
    """Columns with values that a layout neither reads nor melts nor expects.

    A table of small numbers is a matrix of levels only where nothing else stands in it.
    """
    known = named_positions(layout, headers) | {column.position for column in melted}
    exceptions = layout.melt.exceptions if layout.melt else ()
    return [
        position
        for position, cell in enumerate(headers.cells)
        if position not in known
        and headers.column(position)
        and not any(is_named(cell, name) for name in exceptions)
    ]


def is_named(cell: str, name: str) -> bool:
    """True where a header is the given name, or fits the given pattern."""
    pattern = pattern_of(name)
    spelled = (cell, *readings(normal(cell)))
    return any(pattern.search(one) for one in spelled) if pattern else name in spelled[1:]


def says_who_or_when(cells: Sequence[str]) -> bool:
    """True for a column of addresses or dates: no answers to a question, and none to keep."""
    about = sum(bool(ADDRESS.match(cell)) or looks_like_date(cell) for cell in cells)
    return bool(cells) and 2 * about >= len(cells)


def melted_column(melt: Melt, headers: Headers, position: int, cell: str) -> MeltedColumn | None:
    """A column as one that becomes rows; None where the layout does not melt it."""
    text = headers.texts[position] if position < len(headers.texts) else ""
    name, unit = text or cell, ""
    if melt.columns == "periods":
        if period_of(cell) is None:
            return None
    elif melt.columns == "levels":
        values = headers.column(position)
        if not cell or (values and not holds_levels(values)):
            return None
    elif melt.columns == "others":
        if not cell or says_who_or_when(headers.column(position)):
            return None
    else:
        pattern = pattern_of(melt.columns)
        match = pattern.search(cell) if pattern else None
        if match is None:
            return None
        groups = match.groupdict()
        name, unit = text or groups.get("name") or cell, groups.get("unit") or ""
    second = second_place(melt, headers, position, name)
    beside = headers.cells[second] if second is not None else None
    if melt.second_fits and (beside is None or not re.search(melt.second_fits, beside)):
        return None
    return MeltedColumn(
        position=position,
        name=name.strip(),
        header=cell,
        unit=unit,
        second=second,
        second_header=beside or "",
    )


def second_place(melt: Melt, headers: Headers, position: int, name: str) -> int | None:
    """Where the column stands that belongs to a melted one."""
    if not melt.second:
        return None
    if melt.second == "next":
        return position + 1 if position + 1 < len(headers.cells) else None
    return first_place(headers, (normal(melt.second.replace("{name}", name)),))


def holds_levels(cells: Sequence[str]) -> bool:
    """True for a column of small whole numbers or words for levels of skill."""
    filled = [cell for cell in cells if fold(cell) not in ("-", "n/a", "na", "none", "")]
    if not filled:
        return False
    small = sum(cell.isdigit() and int(cell) <= HIGHEST_LEVEL for cell in filled)
    return small >= LEVEL_SHARE * len(filled) or level_of(set(filled)) is not None


def has_fiscal_periods(shape: Shape) -> bool:
    """True where melted columns are fiscal periods, whose months depend on the year's start."""
    periods = (period_of(column.name) for column in shape.melted)
    return any(period is not None and period.is_fiscal for period in periods)
