"""What no rule can decide: asked with a default, answered by a file, settled before reading."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mls_metrics.errors import AnswersError
from mls_metrics.intake.reading import TableRead, order_by_rows
from mls_metrics.model.source import Question

ORDERS = ("dmy", "mdy")
DEFAULT_ORDER = "dmy"


def question_id(read: TableRead) -> str:
    """Id of the question how a table's dates are ordered."""
    return f"date_order:{read.name}"


def settle_orders(reads: Sequence[TableRead], answers: Mapping[str, str]) -> None:
    """Decide the date order of every table whose dates do not prove one.

    In this order: a person's answer; the order under which later events come later; the order
    that the other files of the same system prove; else the default, and the question is asked.
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
            if len(orders) == 1:
                read.order, read.order_by = next(iter(orders)), "others"
            else:
                read.order, read.order_by = DEFAULT_ORDER, "default"
                read.questions = [ask_order(read)] if read.layouts else []


def ask_order(read: TableRead) -> Question:
    """The question how the dates of a table are ordered."""
    return Question(
        id=question_id(read),
        text=f"Do the dates in '{read.name}' begin with the day or with the month? "
        "Every date in it can be read both ways.",
        options=ORDERS,
        default=DEFAULT_ORDER,
    )


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
        if value not in ORDERS:
            raise AnswersError(
                f"The answer '{value}' to '{id_}' is not one of the options.",
                "",
                f"Write one of {', '.join(ORDERS)}.",
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
