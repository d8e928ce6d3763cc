"""From a recognised table and its clean copy to the plan by which the warehouse reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mls_metrics.catalog.load import tables
from mls_metrics.intake.dates import Evidence, looks_like_date, weigh
from mls_metrics.intake.layouts import Layout, Rule
from mls_metrics.intake.normalise import Clean
from mls_metrics.intake.numbers import decimal_of, decimal_of_file
from mls_metrics.intake.recognise import Headers, positions_of
from mls_metrics.intake.vocabulary import fold, meaning, nulls
from mls_metrics.model.definition import Column
from mls_metrics.model.source import ColumnPlan, ReadPlan

NEEDED_WHERE_THERE = {("enrollments", "status")}
ROLES = {
    "date": "date",
    "month": "date",
    "number": "number",
    "money": "number",
    "integer": "number",
    "enum": "word",
    "boolean": "word",
    "id": "id",
}
DATE_SHARE, DATE_CELLS = 0.8, 3


def roles(headers: Headers, layouts: Iterable[Layout]) -> dict[int, str]:
    """What to gather of each column while the clean copy is written."""
    found: dict[int, str] = {}
    for position, name in enumerate(headers.cells):
        cells = [row[position] for row in headers.sample if position < len(row) and row[position]]
        dates = sum(map(looks_like_date, cells))
        if dates >= DATE_CELLS and dates >= DATE_SHARE * len(cells):
            found[position] = "date"
        elif not name:
            found[position] = "fill"
    for layout in layouts:
        for rule in layout.rules:
            positions = positions_of(rule, headers)
            column = tables()[layout.table].column(rule.target)
            if rule.kind == "copy" and positions and column.type in ROLES:
                found[positions[0]] = ROLES[column.type]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOrders:
    """The order of a file's dates: its own, and of columns that prove another one."""

    order: str | None
    by_position: Mapping[int, str]
    is_open: bool
    is_mixed: bool


def date_orders(clean: Clean) -> DateOrders:
    """What the dates of the whole file prove about their order."""
    evidence = {position: weigh(cells) for position, cells in clean.dates.items()}
    pooled = sum(evidence.values(), Evidence())
    order = pooled.order()
    own: dict[int, str] = {}
    if pooled.is_mixed:
        for position, column in evidence.items():
            proved = column.order() if column.day_first or column.month_first else None
            if proved and proved != order:
                own[position] = proved
    return DateOrders(
        order=order,
        by_position=own,
        is_open=order is None and pooled.needs_order,
        is_mixed=any(column.is_mixed for column in evidence.values()),
    )


def make_plan(
    headers: Headers,
    layout: Layout,
    clean: Clean,
    *,
    orders: DateOrders,
    order: str | None,
    delimiter: str,
) -> ReadPlan:
    """The reading plan of one table.

    Parameters
    ----------
    orders : DateOrders
        What the file proves; `order` is what was settled on for the rest.
    """
    decimal = decimal_of_file(clean.numbers, delimiter=delimiter)
    columns: list[ColumnPlan] = []
    for rule in layout.rules:
        positions = positions_of(rule, headers)
        if positions is not None:
            plan = column_plan(rule, positions, layout, headers, clean)
            if positions:
                sign = decimal_of(clean.numbers.get(positions[0], ()))
                own = orders.by_position.get(positions[0])
                plan = replace(plan, decimal=sign, date_order=own)
            columns.append(plan)
    return ReadPlan(
        table=layout.table,
        path=clean.path,
        columns=with_source_status(layout.table, columns),
        date_order=order,
        decimal=decimal,
        unwrap=clean.is_wrapped,
        headers={f"c{position}": name for position, name in enumerate(headers.names)},
    )


def column_plan(
    rule: Rule, positions: tuple[int, ...], layout: Layout, headers: Headers, clean: Clean
) -> ColumnPlan:
    """The plan of one column."""
    column = tables()[layout.table].column(rule.target)
    above = None
    if rule.above is not None:
        names, number = rule.above
        found = positions_of(Rule(target=rule.target, sources=(names,)), headers)
        above = (f"c{found[0]}", number) if found else None
    words = clean.words.get(positions[0], set()) if rule.kind == "copy" and positions else set()
    return ColumnPlan(
        target=rule.target,
        sources=tuple(f"c{position}" for position in positions),
        kind=rule.kind,
        template=rule.template,
        values=resolved(words, column, rule) if column.type in ("enum", "boolean") else {},
        origins=rule.origins,
        scale=rule.scale,
        other="unknown" if "unknown" in column.values else None,
        nulls=(*nulls(column.type), *layout.nulls),
        needed=column.needed or (layout.table, rule.target) in NEEDED_WHERE_THERE,
        only_if_above=above,
    )


def resolved(words: Iterable[str], column: Column, rule: Rule) -> dict[str, str]:
    """The canonical word for each word as it stands in the file, where there is one."""
    own = {fold(word): value for word, value in rule.values.items()}
    found: dict[str, str] = {}
    for word in sorted(words):
        known = own.get(fold(word), meaning(word, column))
        if known is not None and word:
            found[word] = known
    return found


def with_source_status(table: str, columns: list[ColumnPlan]) -> tuple[ColumnPlan, ...]:
    """The columns, with the status word itself kept where nothing else fills its place."""
    targets = {plan.target: plan for plan in columns}
    if table == "enrollments" and "status" in targets and "source_status" not in targets:
        status = targets["status"]
        if status.kind == "copy":
            columns = [*columns, ColumnPlan(target="source_status", sources=status.sources)]
    return tuple(columns)
