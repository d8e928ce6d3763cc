"""How each column of a clean copy is read: the cell, its value, and when it counts as doubtful."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mls_metrics.catalog.load import tables
from mls_metrics.model.source import ColumnPlan, ReadPlan
from mls_metrics.warehouse.cells import JUDGED_LATER, cell_of, is_null_word, maps_words
from mls_metrics.warehouse.connection import quoted
from mls_metrics.warehouse.ingest_sql import (
    LATEST_YEAR,
    Bind,
    days_of,
    duration,
    folded,
    identifier,
    number,
    whole_number,
)
from mls_metrics.warehouse.landing import SQL_TYPES

EMPTY, NO_FACT = "empty", "neither a status nor a date"
OUT_OF_RANGE, NO_ORIGIN, NO_DAYS = "out of range", "no start date known", "not a number of days"
REASONS = {
    "id": "id lost by a spreadsheet",
    "text": "",
    "date": "not a date",
    "month": "not a month",
    "number": "not a number",
    "money": "not a number",
    "integer": "not a whole number",
    "boolean": "not true or false",
    "enum": "not in the list",
}
RANGES = {
    ("enrollments", "score"): "between 0 and 100",
    ("enrollments", "pass_mark"): "between 0 and 100",
    ("enrollments", "hours"): ">= 0",
    ("role_requirements", "criticality"): "between 0 and 1",
    ("surveys", "recommend"): "between 0 and 10",
    ("employees", "fte"): ">= 0",
}
SHARES_OF_ONE = {("employees", "fte"), ("role_requirements", "criticality")}
PLAUSIBLE = "between date '1900-01-01' and date '2199-12-31'"
OPEN_ENDED = ">= date '2900-01-01'"
ONE_OF = {
    "enrollments": (
        "status",
        "enrolled_on",
        "assigned_on",
        "started_on",
        "completed_on",
        "withdrawn_on",
    )
}
PERSONS = ("employee_id", "manager_id")
# Stands for the date that the distinct cells of a column were read as.
DATED = "{d}"
DatesKey = tuple[str | None, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Expressions for one column.

    `cell` is the text over the copy's own columns, null where it stands for nothing; `parse(r)`
    gives the value of a cell; `accepts(p)` and `forgives(p)` say of a value whether it is good and
    whether a value that is not good is silently nothing; `keeps` is a condition over the copy;
    a bad cell has the first of `reasons` where `plain_when` holds or there is no second.
    """

    target: str
    type: str
    header: str
    needed: bool
    cell: str
    parsed: str
    accepts: str
    forgives: str
    keeps: str
    word: str
    reasons: tuple[str, str]
    has_other: bool
    plain_when: str
    order: str | None = None
    latest_year: int = LATEST_YEAR

    def reason(self, number: int) -> str:
        """Why the bad cells of this column are bad, as an expression over the staged rows."""
        return f"x{number}" if self.reasons[1] else f"'{self.reasons[0]}'"


def make_reading(plan: ColumnPlan, file: ReadPlan, bind: Bind) -> Reading:
    """The expressions of one column."""
    column = tables()[file.table].column(plan.target)
    cell = cell_of(plan, column.type, bind, unwrap=file.unwrap)
    parsed = parse(plan, file, column.type, bind)
    key = (file.table, plan.target)
    accepts, other = "", ""
    if column.type in ("date", "month"):
        accepts = f"{{p}} {PLAUSIBLE}"
    elif key in RANGES:
        accepts, other = f"{{p}} {RANGES[key]}", OUT_OF_RANGE
    forgives: list[str] = []
    if column.type in ("date", "month"):
        forgives.append(f"coalesce({{p}} {OPEN_ENDED}, false)")
    if column.type in JUDGED_LATER and plan.nulls:
        forgives.append(is_null_word(plan, "{r}", bind))
    keeps = ""
    if plan.only_if_above is not None:
        above, limit = plan.only_if_above
        keeps = f"coalesce(try_cast({quoted(above)} as double) > {bind(limit)}, true)"
    elif plan.only_if_one_of is not None:
        source, words = plan.only_if_one_of
        keeps = f"list_contains({bind(sorted(words))}, {folded(quoted(source))})"
    plain = REASONS[column.type]
    plain_when = "{p} is null"
    if plan.kind == "origin":
        plain = NO_ORIGIN
    elif plan.kind == "day_offset":
        plain, other, plain_when = NO_DAYS, NO_ORIGIN, "try_cast({r} as double) is null"
    return Reading(
        target=plan.target,
        type=column.type,
        header=header_of(plan, file),
        needed=plan.needed and not (file.fold and plan.only_if_one_of),
        cell=cell,
        parsed=parsed,
        accepts=accepts,
        forgives=" or ".join(forgives),
        keeps=keeps,
        word=f"case when {{r}} is not null and ({other_word(plan, bind)}) is null then {{r}} end",
        reasons=(plain, other),
        plain_when=plain_when,
        has_other=plan.other is not None and maps_words(plan),
        order=plan.date_order or file.date_order,
        latest_year=plan.latest_year or LATEST_YEAR,
    )


def header_of(plan: ColumnPlan, file: ReadPlan) -> str:
    """The source's own header, or the column's name where several sources make it."""
    return file.headers.get(plan.sources[0], plan.target) if plan.sources else plan.target


def other_word(plan: ColumnPlan, bind: Bind) -> str:
    """The canonical word of a cell without the catch-all."""
    return bind.words("{r}", plan.values) if plan.other is not None else "''"


def parse(plan: ColumnPlan, file: ReadPlan, type_: str, bind: Bind) -> str:
    """The value of the cell ``{r}``, null where it cannot be read."""
    if plan.kind == "constant":
        return f"try_cast({{r}} as {SQL_TYPES[type_]})"
    if plan.kind == "origin":
        return f"cast({bind.words('{r}', plan.origins)} as date)"
    if plan.kind == "day_offset":
        start = f"cast({bind.words(quoted(plan.sources[1]), plan.origins)} as date)"
        return f"{start} + cast(round(try_cast({{r}} as double)) as integer)"
    if plan.kind in ("template", "cases") and not maps_words(plan):
        return "{r}"
    if plan.kind == "mapped" and type_ in ("boolean", "enum"):
        return "{r}"
    return parse_copy(plan, file, type_, bind)


def parse_copy(plan: ColumnPlan, file: ReadPlan, type_: str, bind: Bind) -> str:
    """The value of a cell by its column's type."""
    decimal = plan.decimal or file.decimal
    if type_ == "id":
        return identifier("{r}", is_person=plan.target in PERSONS)
    if type_ in ("date", "month"):
        return DATED
    if type_ in ("number", "money"):
        is_share = (file.table, plan.target) in SHARES_OF_ONE
        value = number("{r}", decimal=decimal, sql_type=SQL_TYPES[type_], is_share=is_share)
        value = value if plan.scale == 1 else f"({value}) * {bind(plan.scale)}"
        value = f"({value}) + {bind(plan.shift)}" if plan.shift else value
        if plan.is_duration:
            hours = duration("{r}", decimal=decimal)
            hours += " * 60" if plan.target == "minutes" else ""
            is_plain = "regexp_full_match({r}, '[+-]?[0-9.,]+')"
            value = f"case when {is_plain} then {value} else coalesce({hours}, {value}) end"
        return value
    if type_ == "integer":
        return whole_number("{r}", decimal=decimal)
    if type_ == "enum":
        word = bind.words("{r}", plan.values)
        if plan.other is None:
            return word
        return f"case when {{r}} is not null then coalesce({word}, {bind(plan.other)}) end"
    if type_ == "boolean":
        return f"try_cast({bind.words('{r}', plan.values)} as boolean)"
    return "{r}"


def copy_sql(plan: ReadPlan, bind: Bind) -> str:
    """A clean copy in CSV, as a table expression."""
    width = len(plan.headers)
    columns = ", ".join(["'_row': 'bigint'", *(f"'c{i}': 'varchar'" for i in range(width))])
    return (
        f"read_csv({bind(str(plan.path))}, auto_detect = false, columns = {{{columns}}}, "
        "header = true, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', "
        "max_line_size = 33554432)"
    )


def stage_sql(
    plan: ReadPlan, readings: Sequence[Reading], bind: Bind, *, source: str | None = None
) -> str:
    """The select that reads a clean copy: row, value, bad cell and unknown word of each column.

    Parameters
    ----------
    source : str, optional
        A select over a large copy. It is read again for its dates rather than kept in memory.
    """
    width = len(plan.headers)
    kept = "materialized" if source is None else "not materialized"
    rows = copy_sql(plan, bind) if source is None else f"({source})"
    copies = [f"c{i}" for i in range(width)]
    cells = [f"{item.cell} as r{i}" for i, item in enumerate(readings)]
    keeps = [f"{item.keeps} as k{i}" for i, item in enumerate(readings) if item.keeps]
    groups = {i: dates_key(item) for i, item in enumerate(readings) if item.parsed == DATED}
    names = {key: f"days{n}" for n, key in enumerate(dict.fromkeys(groups.values()))}
    days = [
        f", {name} as materialized ({days_read(key, groups, bind, plan.epoch)})"
        for key, name in names.items()
    ]
    # What is no date is read before the joins: they take the dictionaries off the cells, with which
    # a word is read once however often it stands there.
    parsed = [
        f"{item.parsed.replace('{r}', f'r{i}')} as p{i}"
        for i, item in enumerate(readings)
        if i not in groups
    ]
    plain = judged(readings, [i for i in range(len(readings)) if i not in groups])
    carried = [f"r{i}" for i in groups] + [f"k{i}" for i in groups if readings[i].keeps]
    joins = [f"left join {names[key]} as d{i} on plain.r{i} = d{i}.r" for i, key in groups.items()]
    dated = [f"d{i}.p as p{i}" for i in groups]
    gone = [*carried, *(f"p{i}" for i in groups)]
    without = f" exclude ({', '.join(gone)})" if gone else ""
    return (
        f"with cells as {kept} (select _row, {', '.join([*copies, *cells, *keeps])} "
        f"from {rows}){''.join(days)}, "
        f"plain as (select {', '.join(['_row', *carried, *plain])} "
        f"from (select {', '.join(['*', *parsed])} from cells)), "
        f"dated as (select {', '.join(['plain.*', *dated])} from plain {' '.join(joins)}), "
        f"judged as (select *{without}, "
        f"{', '.join([*judged(readings, list(groups)), 'true as is_read'])} from dated) "
        f"select * exclude is_read, {is_kept(readings)} and not has_no_fact as is_kept from "
        f"(select *, {has_no_fact(plan.table, readings)} as has_no_fact from judged)"
    )


def dates_sql(
    plan: ReadPlan, readings: Sequence[Reading], bind: Bind, *, source: str, key: DatesKey
) -> str:
    """A select of each distinct cell ``r`` of the columns that are read alike, and its date."""
    groups = {i: dates_key(item) for i, item in enumerate(readings) if item.parsed == DATED}
    cells = [f"{item.cell} as r{i}" for i, item in enumerate(readings) if i in groups]
    days = days_read(key, groups, bind, plan.epoch)
    return f"with cells as (select {', '.join(cells)} from ({source})) {days} order by r"


def dates_key(reading: Reading) -> DatesKey:
    """What two columns must share for their dates to be read alike."""
    return reading.order, reading.type, reading.latest_year


def days_read(key: DatesKey, groups: Mapping[int, DatesKey], bind: Bind, epoch: str) -> str:
    """The dates of the distinct cells of all columns that are read alike."""
    order, type_, latest = key
    columns = " union all ".join(
        f"select r{i} as r from cells" for i, other in groups.items() if other == key
    )
    distinct = f"select distinct r from ({columns}) where r is not null"
    return days_of(
        distinct,
        order=order,
        bind=bind,
        months_only=type_ == "month",
        latest_year=latest,
        epoch=epoch,
    )


def judged(readings: Sequence[Reading], places: Iterable[int]) -> list[str]:
    """Value and bad cell of some columns, with its reason and unknown word where there are such."""
    found: list[str] = []
    for i in places:
        item, r, p = readings[i], f"r{i}", f"p{i}"
        good = f"{p} is not null"
        if item.accepts:
            good = f"coalesce({item.accepts.replace('{p}', p)}, false)"
        bad = f"case when {r} is not null and not {good} then {r} end"
        if item.forgives:  # looked up only for what is not good
            forgiven = item.forgives.replace("{p}", p).replace("{r}", r)
            bad = bad.replace(f"then {r}", f"then case when not ({forgiven}) then {r} end")
        value = f"nullif({p}, '')" if item.type == "enum" else p
        conditions = good + (f" and k{i}" if item.keeps else "")
        found += [
            f"cast(case when {conditions} then {value} end as {SQL_TYPES[item.type]}) as v{i}",
            f"{bad} as b{i}",
        ]
        plain, other = item.reasons
        if other:
            is_plain = item.plain_when.replace("{p}", p).replace("{r}", r)
            found.append(f"case when {is_plain} then '{plain}' else '{other}' end as x{i}")
        if item.has_other:
            found.append(f"{item.word.replace('{r}', r)} as w{i}")
    return found


def is_kept(readings: Sequence[Reading]) -> str:
    """True for a row whose needed columns all hold a value."""
    needed = [f"v{i} is not null" for i, item in enumerate(readings) if item.needed]
    return " and ".join(["true", *needed])


def has_no_fact(table: str, readings: Sequence[Reading]) -> str:
    """True for a row that says nothing of what its table is about."""
    facts = [
        f"v{i} is null" for i, item in enumerate(readings) if item.target in ONE_OF.get(table, ())
    ]
    return f"({' and '.join(facts)})" if facts else "false"
