"""What no rule can decide: asked with a default, answered by a file, settled before reading."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mls_metrics.errors import AnswersError
from mls_metrics.intake.corrections import CORRECTION
from mls_metrics.intake.dates import as_number
from mls_metrics.intake.layouts import GENERIC, UNKNOWN
from mls_metrics.intake.numbers import decimal_of_file, undecided
from mls_metrics.intake.reading import TableRead, order_by_rows
from mls_metrics.intake.shapes import has_fiscal_periods
from mls_metrics.intake.vocabulary import normal
from mls_metrics.model.source import Question

ORDERS = ("dmy", "mdy")
DEFAULT_ORDER = "dmy"
SAMPLES = 3
SIGNS = (".", ",")
NOTHING_KNOWN: Mapping[str, frozenset[str]] = {}
MONTHS = tuple(str(month) for month in range(1, 13))


def report_key(system: str, names: Iterable[str]) -> str:
    """What makes two files the same report: their system and most of their columns' names."""
    own = (name for name in names if not name.startswith((CORRECTION, "melted ", "column ")))
    return "|".join([system, *sorted(set(filter(None, map(normal, own))))])


def question_id(read: TableRead) -> str:
    """Id of the question how a table's dates are ordered."""
    return f"date_order:{read.name}"


def fiscal_id(read: TableRead) -> str:
    """Id of the question in which month the fiscal year begins."""
    return f"fiscal_start:{read.name}"


def decimal_id(read: TableRead) -> str:
    """Id of the question whether 1.234 is a thousand or a fraction."""
    return f"decimal_sign:{read.name}"


def askable(read: TableRead) -> list[str]:
    """Ids of the questions that a table could raise."""
    fiscal = [fiscal_id(read)] if has_fiscal_periods(read.shape) else []
    return [question_id(read), *fiscal, *([decimal_id(read)] if open_signs(read) else [])]


def settle(
    reads: Sequence[TableRead],
    answers: Mapping[str, str],
    *,
    known: Mapping[str, frozenset[str]] = NOTHING_KNOWN,
) -> None:
    """Decide what the files leave open, and ask what no rule can decide.

    Parameters
    ----------
    known : mapping of str to frozenset of str
        Date orders that earlier files of a report proved or people answered, by `report_key`.
    """
    settle_orders(reads, answers, known)
    for read in reads:
        if has_fiscal_periods(read.shape):
            reply = answers.get(fiscal_id(read))
            read.fiscal_start = int(reply or MONTHS[0])
            if reply is None:
                read.questions = [*read.questions, ask_fiscal(read)]
        if open_signs(read):
            read.decimal = answers.get(decimal_id(read))
            if read.decimal is None:
                read.questions = [*read.questions, ask_sign(read)]


def open_signs(read: TableRead) -> list[int]:
    """Columns whose decimal sign nothing in the file decides."""
    if not any(layout.table for layout in read.layouts):
        return []
    return undecided(read.clean.numbers, delimiter=read.sniffed.delimiter)


def ask_sign(read: TableRead) -> Question:
    """The question whether numbers such as 1.234 are thousands."""
    sign = decimal_of_file({}, delimiter=read.sniffed.delimiter)
    places = open_signs(read)
    names = ", ".join(f"'{read.headers.names[place]}'" for place in places)
    cells = {cell for place in places for cell in read.clean.numbers.get(place, ())}
    return Question(
        id=decimal_id(read),
        text=f"Which sign stands before decimals in '{read.name}'? Numbers such as 1{sign}234 in "
        f"{names} may be thousands, and nothing in the file tells.",
        options=SIGNS,
        default=sign,
        samples=tuple(sorted(cells)[:SAMPLES]),
        effect=f"{len(cells):,} different numbers would be a thousand times larger or smaller.",
    )


def ask_fiscal(read: TableRead) -> Question:
    """The question in which month the fiscal year begins."""
    return Question(
        id=fiscal_id(read),
        text=f"In which month does the fiscal year of '{read.name}' begin? Its columns are "
        "fiscal periods.",
        options=MONTHS,
        default=MONTHS[0],
        samples=tuple(column.header for column in read.shape.melted[:SAMPLES]),
        effect=f"{len(read.shape.melted):,} periods would begin in other months.",
    )


def settle_orders(
    reads: Sequence[TableRead],
    answers: Mapping[str, str],
    known: Mapping[str, frozenset[str]] = NOTHING_KNOWN,
) -> None:
    """Decide the date order of every table whose dates do not prove one.

    In this order: a person's answer; the order under which later events come later; the order
    of the same report before; the order that the other files of the same system prove; what the
    vendor always writes; else the vendor's habit or day first, and the question is asked.
    """
    for read in reads:
        answer = answers.get(question_id(read))
        if answer is not None and read.orders.order != "ymd":
            read.order, read.order_by = answer, "answer"
        elif read.orders.is_open:
            read.order = order_by_rows(read)
            read.order_by = "sense" if read.order else "open"
    proved = {
        system: {
            read.order
            for read in reads
            if read.system == system and read.order in ORDERS and read.order_by != "open"
        }
        for system in {read.system for read in reads}
    }
    for read in reads:
        if read.order_by == "open":
            orders = proved[read.system]
            layout = read.layouts[0] if read.layouts else None
            habit = (layout.dates if layout else None) or DEFAULT_ORDER
            before = known.get(report_key(read.system, read.headers.names), frozenset())
            if len(before) == 1:
                read.order, read.order_by = next(iter(before)), "remembered"
            elif len(orders) == 1 and read.system not in (GENERIC, UNKNOWN):
                read.order, read.order_by = next(iter(orders)), "others"
            elif layout is not None and layout.dates_fixed:
                read.order, read.order_by = habit, "habit"
            else:
                read.order, read.order_by = habit, "default"
                read.questions = [ask_order(read, habit)] if read.layouts else []


def ask_order(read: TableRead, default: str) -> Question:
    """The question how the dates of a table are ordered."""
    cells = open_dates(read)
    return Question(
        id=question_id(read),
        text=f"Do the dates in '{read.name}' begin with the day or with the month? "
        "Every date in it can be read both ways.",
        options=ORDERS,
        default=default,
        samples=tuple(cells[:SAMPLES]),
        effect=f"{len(cells):,} different dates would be other days.",
    )


def open_dates(read: TableRead) -> list[str]:
    """The dates of a table that mean another day in the other order, in their order as text."""
    cells = {cell for column in read.clean.dates.values() for cell in column}
    days = {cell: (as_number(cell, "dmy"), as_number(cell, "mdy")) for cell in cells}
    return sorted(cell for cell, (one, other) in days.items() if one != other)


def check_answers(answers: Mapping[str, str], known: Iterable[str]) -> None:
    """Refuse answers to questions that nobody asked, or outside the options.

    Raises
    ------
    AnswersError
        With the id that does not fit.
    """
    asked = set(known)
    for id_, value in answers.items():
        if id_ not in asked:
            raise AnswersError(
                f"The answer to '{id_}' fits no question.",
                f"Files here could ask: {', '.join(sorted(asked)) or 'nothing'}.",
                "Copy the id from the import report.",
            )
        kind = id_.partition(":")[0]
        options = {"fiscal_start": MONTHS, "decimal_sign": SIGNS}.get(kind, ORDERS)
        if value not in options:
            raise AnswersError(
                f"The answer '{value}' to '{id_}' is not one of the options.",
                "",
                f"Write one of {', '.join(options)}.",
            )


def read_answers(path: Path) -> dict[str, str]:
    """The answers of a TOML file: question id to reply.

    Raises
    ------
    AnswersError
        An unreadable file, or values that are not text.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise AnswersError(
            f"The answers file '{path.name}' could not be read.",
            f"{error}.",
            "It must be TOML, as in docs/answers.example.toml.",
        ) from error
    answers = content.get("answers", content)
    if not isinstance(answers, dict) or not all(isinstance(v, str) for v in answers.values()):
        raise AnswersError(
            f"The answers file '{path.name}' could not be used.",
            "Each entry must be a question id and a reply in quotes.",
            "See docs/answers.example.toml.",
        )
    return answers
