"""The text of a column's cell: taken from one column of the clean copy, or made of several."""

from mls_metrics.model.source import CELL, ColumnPlan
from mls_metrics.warehouse.connection import quoted
from mls_metrics.warehouse.ingest_sql import Bind, folded, unwrapped

# A word for nothing cannot be read as one of these, so only what cannot be read is looked up.
JUDGED_LATER = {"date", "month", "number", "money", "integer"}


def cell_of(plan: ColumnPlan, type_: str, bind: Bind, *, unwrap: bool) -> str:
    """The text of a column's cell, null where it is empty or a word for nothing."""
    if plan.kind == "constant":
        return bind(plan.template)
    if plan.kind == "template":
        return template(plan, bind)
    if plan.kind == "cases":
        return by_cases(plan, bind)
    if plan.kind == "first":
        return first_filled(plan, type_, bind, unwrap=unwrap)
    bare = quoted(plan.sources[0])
    if plan.kind == "mapped":
        return mapped(plan, bare, bind)
    if plan.pattern:
        bare = f"regexp_extract({bare}, {bind(plan.pattern)}, 1, 'i')"
    cell = unwrapped(bare) if unwrap and type_ != "text" else bare
    if plan.values or not plan.nulls or type_ in JUDGED_LATER:
        return f"nullif({cell}, '')"
    return f"case when {cell} <> '' and not {is_null_word(plan, cell, bind)} then {cell} end"


def mapped(plan: ColumnPlan, bare: str, bind: Bind) -> str:
    """A cell replaced by what stands for it."""
    word = bind.words(bare, plan.values)
    if not plan.keeps_rest:
        return f"nullif({word}, '')"
    rest = f"regexp_replace({bare}, {bind(plan.strip)}, '')" if plan.strip else bare
    return f"nullif(coalesce({word}, {rest}), '')"


def first_filled(plan: ColumnPlan, type_: str, bind: Bind, *, unwrap: bool) -> str:
    """The first of several cells that holds something."""
    cells: list[str] = []
    for source in plan.sources:
        cell = unwrapped(quoted(source)) if unwrap and type_ != "text" else quoted(source)
        is_filled = f"{cell} <> ''"
        if plan.nulls:
            is_filled += f" and not {is_null_word(plan, cell, bind)}"
        cells.append(f"case when {is_filled} then {cell} end")
    found = f"coalesce({', '.join(cells)})" if len(cells) > 1 else cells[0]
    if plan.pattern:
        return f"nullif(regexp_extract({found}, {bind(plan.pattern)}, 1, 'i'), '')"
    return found


def maps_words(plan: ColumnPlan) -> bool:
    """True for a column whose cells are words that are looked up."""
    return plan.kind in ("copy", "first") or (plan.kind == "cases" and bool(plan.values))


def by_cases(plan: ColumnPlan, bind: Bind) -> str:
    """The value of the first case that holds."""
    branches: list[str] = []
    for case in plan.cases:
        cell = quoted(case.source)
        tests: list[str] = []
        if case.words:
            tests.append(f"list_contains({bind(sorted(case.words))}, {folded(cell)})")
        if case.is_filled is not None:
            filled = f"coalesce({cell} <> '' and not {is_null_word(plan, cell, bind)}, false)"
            tests.append(filled if case.is_filled else f"not {filled}")
        if case.above is not None:
            points = f"replace(replace({cell}, '%', ''), ',', '.')"
            bare = f"regexp_replace({points}, '\\.(\\d{{3}}\\.)', '\\1')"
            number_ = f"try_cast({bare} as double)"
            tests.append(f"coalesce({number_} > {bind(case.above)}, false)")
        then = cell if case.then == CELL else bind(case.then)
        branches.append(f"when {' and '.join(tests)} then {then}")
    if not branches:
        return f"nullif({bind(plan.template)}, '')"
    return f"nullif(case {' '.join(branches)} else {bind(plan.template)} end, '')"


def is_null_word(plan: ColumnPlan, cell: str, bind: Bind) -> str:
    """True where a cell holds a word that stands for nothing."""
    longest = max(map(len, plan.nulls))
    words = bind(sorted(set(plan.nulls)))
    return f"(length({cell}) <= {longest} and list_contains({words}, lower({cell})))"


def template(plan: ColumnPlan, bind: Bind) -> str:
    """Several cells put together; where one is empty, the cell that has no place among them."""
    pieces: list[str] = []
    spare: list[str] = []
    rest = plan.template
    for position, source in enumerate(plan.sources):
        place = f"{{{position}}}"
        cell = f"nullif({quoted(source)}, '')"
        if place not in rest:
            spare.append(cell)
            continue
        before, _, rest = rest.partition(place)
        pieces += [bind(before), cell]
    whole = " || ".join([*pieces, bind(rest)])
    return f"coalesce({', '.join([whole, *spare])})" if spare else whole
