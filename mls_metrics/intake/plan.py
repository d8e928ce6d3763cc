"""From a recognized table and its clean copy to the plan by which the warehouse reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mls_metrics.catalog.load import tables
from mls_metrics.intake.answers import LEVELS, holds_answers, scale_plan
from mls_metrics.intake.columns import SHARES, Setting, column_plan
from mls_metrics.intake.dates import Evidence, looks_like_date, weigh
from mls_metrics.intake.headers import Headers, first_place
from mls_metrics.intake.layouts import Layout, Rule, positions_of
from mls_metrics.intake.normalise import Clean
from mls_metrics.intake.numbers import decimal_of, decimal_of_file
from mls_metrics.intake.shapes import Shape
from mls_metrics.intake.vocabulary import status_facts
from mls_metrics.model.source import CELL, ColumnPlan, ReadPlan

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
GATHERED = {"number", "word", "both"}
DATE_SHARE, DATE_CELLS = 0.8, 3
FACTS = ("overdue", "credit", "passed", "overridden")


def roles(headers: Headers, layouts: Iterable[Layout]) -> dict[int, str]:
    """What to gather of each column while the clean copy is written."""
    found: dict[int, str] = {}
    for position, name in enumerate(headers.cells):
        cells = headers.column(position)
        dates = sum(map(looks_like_date, cells))
        if dates >= DATE_CELLS and dates >= DATE_SHARE * len(cells):
            found[position] = "date"
        elif not name:
            found[position] = "fill"
    every = [other for layout in layouts for other in (layout, *layout.also)]
    for layout in every:
        for rule in layout.rules:
            role = role_of(rule, layout)
            for position in gathered(rule, headers) if role else ():
                found[position] = together(found.get(position), role)
    return found


def role_of(rule: Rule, layout: Layout) -> str:
    """What to gather of the columns that a rule reads; "" for nothing."""
    column = tables()[layout.table].column(rule.target)
    if rule.kind == "classify" or any(case.case.then == CELL for case in rule.cases):
        return "word"
    if rule.kind not in ("copy", "first", "dated"):
        return ""
    key = (layout.table, rule.target)
    if holds_answers(*key) or key in SHARES or key in LEVELS:
        return "both"
    return ROLES.get(column.type, "")


def gathered(rule: Rule, headers: Headers) -> tuple[int, ...]:
    """The columns whose cells a rule has to know; of melted answers also their keys."""
    positions = positions_of(rule, headers) or ()
    if rule.kind == "cases":
        read = [first_place(headers, case.names) for case in rule.cases if case.case.then == CELL]
        return tuple(place for place in read if place is not None)
    cells = headers.cells
    if rule.target == "answer" and "melted key" in cells:
        return (*positions, cells.index("melted key"))
    return positions


def together(before: str | None, role: str) -> str:
    """What to gather of a column that is read in two ways."""
    if before in GATHERED and role in GATHERED and before != role:
        return "both"
    return role if before is None or role != "id" else before


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
    shape: Shape,
    fiscal_start: int | None = None,
    decimal: str | None = None,
) -> ReadPlan:
    """The reading plan of one table.

    Parameters
    ----------
    orders : DateOrders
        What the file proves; `order` is what was settled on for the rest.
    fiscal_start : int, optional
        The month in which the fiscal year begins, where headers are fiscal periods.
    decimal : str, optional
        The decimal sign that a person named for columns that do not say.
    """
    setting = Setting(
        headers=headers, layout=layout, clean=clean, shape=shape, fiscal_start=fiscal_start
    )
    columns: list[ColumnPlan] = []
    for rule in layout.rules:
        positions = positions_of(rule, headers)
        plan = column_plan(rule, positions, setting) if positions is not None else None
        if plan is not None and positions:
            sign = decimal_of(clean.numbers.get(positions[0], ()))
            own = orders.by_position.get(positions[0])
            plan = replace(plan, decimal=sign, date_order=own)
        if plan is not None:
            columns.append(plan)
    by_target = {plan.target: plan for plan in columns}
    lengths = scale_plan(layout.table, by_target, headers, clean)
    if lengths is not None:
        columns.append(lengths)
    if layout.table == "enrollments":
        columns += from_status(columns, setting)
    return ReadPlan(
        table=layout.table,
        path=clean.path,
        columns=tuple(columns),
        date_order=order,
        decimal=decimal or decimal_of_file(clean.numbers, delimiter=delimiter),
        unwrap=clean.is_wrapped,
        fold=layout.fold,
        headers={f"c{position}": name for position, name in enumerate(headers.names)},
    )


def from_status(columns: list[ColumnPlan], setting: Setting) -> list[ColumnPlan]:
    """The status word itself and what it says besides, where nothing else fills their places."""
    targets = {plan.target: plan for plan in columns}
    status = targets.get("status")
    if status is None or status.kind not in ("copy", "first"):
        return []
    found: list[ColumnPlan] = []
    if "source_status" not in targets:
        found.append(ColumnPlan(target="source_status", sources=status.sources, kind=status.kind))
    if status.kind == "copy" and not status.pattern:
        words = setting.clean.words.get(int(status.sources[0][1:]), set())
        for fact in FACTS:
            values = fact_values(fact, words)
            if fact not in targets and values:
                found.append(
                    ColumnPlan(target=fact, sources=status.sources, kind="mapped", values=values)
                )
    return found


def fact_values(fact: str, words: Iterable[str]) -> dict[str, str]:
    """What each status word says of one fact, as the cell of its column."""
    found: dict[str, str] = {}
    for word in sorted(filter(None, words)):
        said = getattr(status_facts(word), fact)
        if said is not None:
            found[word] = str(said).lower() if isinstance(said, bool) else said
    return found
