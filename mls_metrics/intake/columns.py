"""How one canonical column is filled from a clean copy: the plan of a layout's rule."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mls_metrics.catalog.load import tables
from mls_metrics.intake.answers import LEVELS, answer_plan, holds_answers, level_plan
from mls_metrics.intake.durations import unit_of_cells, unit_of_header
from mls_metrics.intake.headers import Headers, first_place, pattern_of
from mls_metrics.intake.layouts import CANONICAL, Layout, Rule
from mls_metrics.intake.normalise import Clean
from mls_metrics.intake.periods import period_of
from mls_metrics.intake.provenance import date_of_file, from_above, from_name, stem_of
from mls_metrics.intake.questionnaire import construct_of
from mls_metrics.intake.shapes import Shape
from mls_metrics.intake.vocabulary import fold, meaning, nulls
from mls_metrics.model.definition import Column
from mls_metrics.model.source import CELL, ColumnPlan

NEEDED_WHERE_THERE = {("enrollments", "status")}
DURATIONS = {
    ("enrollments", "hours"): 1.0,
    ("programs", "planned_hours"): 1.0,
    ("activity", "minutes"): 60.0,
    ("program_modules", "minutes"): 60.0,
}
# Columns of many units: a length of time is read as hours, a number as it stands.
MAY_BE_TIMES = {("kpis", "value"), ("kpis", "target")}
SHARES = {("enrollments", "score"), ("enrollments", "pass_mark"), ("enrollments", "progress")}
PERCENT = 100.0
# Dates that may lie far ahead. Of all others a year of two digits is not after the coming one.
AHEAD = {
    "due_on", "expires_on", "closes_on", "launched_on", "planned_on", "scheduled_on", "review_on",
    "needed_by", "period",
}  # fmt: skip
SHARE = re.compile(r"^[+-]?\d*[.,]?\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the plans of one table rest on."""

    headers: Headers
    layout: Layout
    clean: Clean
    shape: Shape
    fiscal_start: int | None = None
    received_on: date = field(default_factory=date.today)


def column_plan(rule: Rule, positions: tuple[int, ...], setting: Setting) -> ColumnPlan | None:
    """The plan of one column; None where what it rests on is not there."""
    column = tables()[setting.layout.table].column(rule.target)
    special = SPECIAL.get(rule.kind)
    if special is not None:
        plan = special(rule, positions, setting)
    elif period_names(rule, positions, setting):
        plan = period_plan(rule, positions, setting)
    else:
        plan = copied(rule, positions, column, setting)
    if plan is None:
        return None
    needed = column.needed or (setting.layout.table, rule.target) in NEEDED_WHERE_THERE
    return replace(
        plan,
        nulls=(*nulls(column.type), *setting.layout.nulls),
        needed=needed,
        other="unknown" if "unknown" in column.values else None,
        only_if_one_of=when_of(rule, setting),
        latest_year=None if rule.target in AHEAD else setting.received_on.year + 1,
    )


def copied(
    rule: Rule, positions: tuple[int, ...], column: Column, setting: Setting
) -> ColumnPlan | None:
    """A column that holds what its sources hold."""
    table = setting.layout.table
    maps = column.type in ("enum", "boolean") and rule.kind in ("copy", "first")
    if rule.values and rule.kind == "copy" and not maps:
        return ColumnPlan(
            target=rule.target, sources=(f"c{positions[0]}",), kind="mapped",
            values=dict(rule.values), keeps_rest=True,
        )  # fmt: skip
    in_words = None
    if holds_answers(table, rule.target):
        in_words = answer_plan(rule.target, positions[0], setting.headers, setting.clean)
    elif (table, rule.target) in LEVELS:
        in_words = level_plan(rule.target, positions[0], setting.clean)
    if in_words is not None:
        return in_words
    words = set().union(*(setting.clean.words.get(place, set()) for place in positions))
    above = None
    if rule.above is not None:
        place = first_place(setting.headers, rule.above[0])
        above = (f"c{place}", rule.above[1]) if place is not None else None
    return ColumnPlan(
        target=rule.target,
        sources=tuple(f"c{position}" for position in positions),
        kind=rule.kind,
        template=prefixed(rule, setting),
        values=resolved(words, column, rule) if maps else {},
        origins=rule.origins,
        scale=scale_of(rule, positions, words, setting),
        shift=rule.shift,
        pattern=rule.pattern,
        only_if_above=above,
        is_duration=(table, rule.target) in {*DURATIONS, *MAY_BE_TIMES},
    )


def prefixed(rule: Rule, setting: Setting) -> str:
    """The rule's template, behind the part of the file's name that it asks for."""
    match = re.search(rule.prefix, stem_of(setting.headers.named)) if rule.prefix else None
    return f"{match[1]}/{rule.template}" if match else rule.template


def scale_of(
    rule: Rule, positions: tuple[int, ...], words: Iterable[str], setting: Setting
) -> float:
    """What numbers are multiplied by: as the layout says, the header's unit, or parts of one."""
    if rule.scale != 1.0 or setting.layout.system == CANONICAL or not positions:
        return rule.scale
    key = (setting.layout.table, rule.target)
    if key in DURATIONS:
        unit = unit_of_header(setting.headers.cells[positions[0]])
        if unit is None and unit_of_cells(setting.headers.column(positions[0])):
            unit = unit_of_cells(setting.clean.counts(positions[:1])[positions[0]])
        own = 1 / 60 if rule.target == "minutes" else 1.0
        return (own if unit is None else unit) * DURATIONS[key]
    if key in SHARES and stand_for_shares(words):
        return PERCENT
    return 1.0


def stand_for_shares(words: Iterable[str]) -> bool:
    """True where every number of a column of percents lies between 0 and 1."""
    cells = [word for word in words if word and fold(word) not in nulls("number")]
    if not cells or not all(SHARE.match(cell) for cell in cells):
        return False
    values = [float(cell.replace(",", ".")) for cell in cells]
    return max(values) <= 1 and max(values) > 0 and min(values) >= 0


def resolved(words: Iterable[str], column: Column, rule: Rule) -> dict[str, str]:
    """The canonical word for each word as it stands in the file, where there is one."""
    own = {fold(word): value for word, value in rule.values.items()}
    found: dict[str, str] = {}
    for word in sorted(words):
        cell = word
        if rule.pattern:
            match = re.search(rule.pattern, word, re.IGNORECASE)
            cell = match[1] if match else ""
        known = own.get(fold(cell), meaning(cell, column))
        if known is not None and cell:
            found[cell] = known
    return found


def when_of(rule: Rule, setting: Setting) -> tuple[str, tuple[str, ...]] | None:
    """The column and words under which a value is kept; of a pattern the words that fit it."""
    if rule.when is None:
        return None
    place = first_place(setting.headers, rule.when[0])
    if place is None:
        return None
    patterns = [pattern for word in rule.when[1] if (pattern := pattern_of(word))]
    cells = [fold(cell) for cell in setting.clean.words.get(place, ()) if patterns]
    fitting = (cell for cell in cells if any(pattern.search(cell) for pattern in patterns))
    return f"c{place}", tuple(sorted({*rule.when[1], *fitting}))


def constant_plan(rule: Rule, positions: tuple[int, ...], setting: Setting) -> ColumnPlan | None:
    """A column that holds one value for the whole table."""
    text: str | None = rule.template
    if rule.kind == "file":
        text = from_name(rule.template, setting.headers.named)
    elif rule.kind == "above":
        text = from_above(rule.template, setting.headers.above)
    elif rule.kind == "dated":
        if positions:
            return ColumnPlan(target=rule.target, sources=(f"c{positions[0]}",))
        found = date_of_file(setting.headers) or setting.received_on
        text = found.isoformat()
    return ColumnPlan(target=rule.target, kind="constant", template=text) if text else None


def cases_plan(rule: Rule, _: tuple[int, ...], setting: Setting) -> ColumnPlan | None:
    """A column decided case by case; cases about columns that are not there never hold."""
    found = [(first_place(setting.headers, case.names), case.case) for case in rule.cases]
    cases = tuple(replace(case, source=f"c{at}") for at, case in found if at is not None)
    sources = tuple(dict.fromkeys(case.source for case in cases))
    column = tables()[setting.layout.table].column(rule.target)
    read = [int(case.source[1:]) for case in cases if case.then == CELL]
    values: dict[str, str] = {}
    if read and column.values:
        words = set().union(*(setting.clean.words.get(place, set()) for place in read))
        values = {value: value for value in column.values} | resolved(words, column, rule)
    return ColumnPlan(
        target=rule.target,
        kind="cases",
        sources=sources,
        cases=cases,
        template=rule.template,
        values=values,
    )


def classified(rule: Rule, positions: tuple[int, ...], setting: Setting) -> ColumnPlan:
    """The construct of a question, by its words."""
    asked = {column.name for column in setting.shape.melted}
    questions = asked | setting.clean.words.get(positions[0], set())
    known = {question: construct_of(question) for question in sorted(questions)}
    return ColumnPlan(
        target=rule.target,
        sources=(f"c{positions[0]}",),
        kind="mapped",
        values={question: name for question, name in known.items() if name},
    )


def period_names(rule: Rule, positions: tuple[int, ...], setting: Setting) -> bool:
    """True for a month that stands in the headers of melted columns."""
    names = setting.headers.cells
    is_melted = len(positions) == 1 and names[positions[0]] == "melted name"
    return is_melted and tables()[setting.layout.table].column(rule.target).type == "month"


def period_plan(rule: Rule, positions: tuple[int, ...], setting: Setting) -> ColumnPlan:
    """The month at which the period of a melted column begins."""
    origins: dict[str, str] = {}
    for column in setting.shape.melted:
        period = period_of(column.name, fiscal_start=setting.fiscal_start)
        if period is not None:
            origins[column.name] = period.start.isoformat()
    return ColumnPlan(
        target=rule.target, sources=(f"c{positions[0]}",), kind="origin", origins=origins
    )


SPECIAL: Mapping[str, Callable[[Rule, tuple[int, ...], Setting], ColumnPlan | None]] = {
    "constant": constant_plan,
    "file": constant_plan,
    "above": constant_plan,
    "dated": constant_plan,
    "cases": cases_plan,
    "classify": classified,
}
