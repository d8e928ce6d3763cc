"""Which file and column would answer which question, from what was brought in so far."""

from collections.abc import Iterable, Mapping

from mls_metrics.catalog.load import tables
from mls_metrics.catalog.unlocks import column_words, inputs, questions, rests_on
from mls_metrics.model.decision import Assessment, Recommendation
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.source import ImportReport
from mls_metrics.model.unlock import Asked, CellState, RowStatus, UnlockCell, UnlockRow
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say

DATES = ("date", "month")
OVERALL = "skill_gaps"


def unlocks(assessment: Assessment | None) -> tuple[UnlockRow, ...]:
    """Every question of the product with what of each input is there."""
    there = columns_there(assessment.imports if assessment else ())
    return tuple(row_of(asked, there, assessment) for asked in questions().values())


def columns_there(reports: Iterable[ImportReport]) -> frozenset[str]:
    """Columns (``table.column``) that hold something in a table that counts.

    Dates are counted when a file is read, so that a column of empty dates is not there; of other
    columns the header says that they are.
    """
    found = set()
    for report in reports:
        if report.table is None or not report.rows_kept:
            continue
        for match in report.columns:
            if match.target and holds_something(report, match.target):
                found.add(f"{report.table}.{match.target}")
    return frozenset(name for name in found if rests_on().get(name, name) in found)


def holds_something(report: ImportReport, column: str) -> bool:
    """False for a column of dates of which none could be read."""
    types = {item.name: item.type for item in tables()[report.table or ""].columns}
    return types.get(column) not in DATES or report.totals.get(column, 1) > 0


def row_of(asked: Asked, there: frozenset[str], assessment: Assessment | None) -> UnlockRow:
    """One question."""
    cells = tuple(cell_of(asked, input_, there) for input_ in inputs())
    used = [cell.state for cell in cells if cell.state is not CellState.UNUSED]
    answered, of = counted(asked, assessment)
    if any(state is not CellState.THERE for state in used):
        started = any(state is not CellState.NEEDED for state in used)
        status = RowStatus.PARTLY if started else RowStatus.NEEDS
    else:
        status = RowStatus.PARTLY if of and not answered else RowStatus.ANSWERED
    return UnlockRow(
        asked=asked,
        cells=cells,
        status=status,
        sentence=sentence(asked, cells, status=status, answered=answered, of=of),
        answered=answered,
        of=of,
    )


def cell_of(asked: Asked, input_: str, there: frozenset[str]) -> UnlockCell:
    """What of one input one question has."""
    needed = asked.cells.get(input_)
    if needed is None:
        return UnlockCell(input=input_, state=CellState.UNUSED)
    missing = tuple(names for names in needed if not there.intersection(names))
    if not missing:
        state = CellState.THERE
    else:
        state = CellState.NEEDED if len(missing) == len(needed) else CellState.PARTLY
    return UnlockCell(input=input_, state=state, missing=missing)


def counted(asked: Asked, assessment: Assessment | None) -> tuple[int, int]:
    """How many programs have an answer, of how many that it is asked of."""
    if assessment is None or not asked.measured:
        return 0, 0
    if OVERALL in asked.measured:
        return int(bool(assessment.skill_gaps)), 1
    items = [
        item
        for item in assessment.recommendations
        if item.evidence.facts.mandatory or not asked.only_mandatory
    ]
    return sum(any(has_answer(item, where) for where in asked.measured) for item in items), len(
        items
    )


def has_answer(item: Recommendation, where: str) -> bool:
    """True where a program carries an answer at that place (``metrics.reach``, ``net_value``)."""
    kind, _, name = where.partition(".")
    if kind == "net_value":
        return isinstance(item.net_value, Estimate)
    if kind == "effects":
        effect = item.evidence.effects.get(name)
        return effect is not None and isinstance(effect.measure, Estimate)
    if kind == "metrics":
        return isinstance(item.evidence.metrics.get(name), Estimate)
    return getattr(item.evidence.facts, name) is not None


def sentence(
    asked: Asked, cells: Iterable[UnlockCell], *, status: RowStatus, answered: int, of: int
) -> str:
    """How far the question can be answered, and what is needed."""
    missing = missing_words(cells)
    if missing:
        key = "unlock_partly" if status is RowStatus.PARTLY else "unlock_needs"
        return say(key, needed=missing)
    if not of:
        return TEMPLATES["unlock_columns"] if asked.measured else TEMPLATES["unlock_answered"]
    if OVERALL in asked.measured:
        return TEMPLATES["unlock_answered" if answered else "unlock_more_rows"]
    programs = plural(of, "program")
    if not answered:
        return say("unlock_more_rows_of", programs=programs)
    return say("unlock_answered_of", some=answered, programs=programs)


def missing_words(cells: Iterable[UnlockCell]) -> str:
    """``leavers (last day for those who left); costs (amount)``."""
    return "; ".join(
        f"{inputs()[cell.input].title} ({', '.join(map(words, cell.missing))})"
        for cell in cells
        if cell.missing
    )


def words(names: Iterable[str]) -> str:
    """Columns of which one is enough, in plain words."""
    known: Mapping[str, str] = {name: entry.words for name, entry in column_words().items()}
    return " or ".join(dict.fromkeys(known[name] for name in names))


def cell_words(cell: UnlockCell) -> str:
    """A cell of the matrix in a word."""
    return TEMPLATES[f"unlock_cell_{cell.state.value}"]
