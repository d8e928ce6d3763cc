"""What to ask colleagues for: a short message per missing input, with an example of its rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mls_metrics.catalog.load import tables
from mls_metrics.catalog.unlocks import column_words, inputs
from mls_metrics.model.unlock import Input, UnlockRow
from mls_metrics.narrative.numbers import plural
from mls_metrics.narrative.wording import TEMPLATES, say

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An input that questions miss something of: who has it, which templates, and the message."""

    input: Input
    questions: tuple[str, ...]
    tables: tuple[str, ...]
    text: str

    @property
    def headline(self) -> str:
        """The input, who has it, and how many questions it would help with."""
        return say(
            "ask_headline",
            input=self.input.title,
            who=self.input.who,
            questions=plural(len(self.questions), "question"),
        )


def asks(rows: Iterable[UnlockRow]) -> tuple[Ask, ...]:
    """One entry per input that something is missing of, those for most questions first."""
    rows = tuple(rows)
    found = []
    for input_ in inputs().values():
        short = [row for row in rows if row.cell(input_.id).missing]
        if short:
            asked = missing_columns(short, input_)
            found.append(
                Ask(
                    input=input_,
                    questions=tuple(row.asked.question for row in short),
                    tables=tuple(asked),
                    text=ask_text(short, input_.id),
                )
            )
    return tuple(sorted(found, key=lambda ask: -len(ask.questions)))


def ask_text(question: UnlockRow | Sequence[UnlockRow], input_: str) -> str:
    """A message to whoever has an input, about the columns that one or several questions miss.

    Parameters
    ----------
    question : UnlockRow or sequence of UnlockRow
        The open questions, as `unlocks` gives them.
    input_ : str
        Id of the input.

    Returns
    -------
    str
        Plain text to copy; empty where nothing of the input is missing.
    """
    rows = [question] if isinstance(question, UnlockRow) else list(question)
    rows = [row for row in rows if row.cell(input_).missing]
    if not rows:
        return ""
    source = inputs()[input_]
    parts = [
        say("ask_hello", who=source.who),
        say("ask_what", what=source.what),
        say("ask_why", questions=" ".join(row.asked.question for row in rows)),
    ]
    for table, places in missing_columns(rows, source).items():
        parts.append(table_text(table, places))
    parts.append(TEMPLATES["ask_form"])
    parts.append(TEMPLATES["ask_personal" if source.is_personal else "ask_impersonal"])
    return "\n\n".join(parts) + "\n"


def missing_columns(rows: Iterable[UnlockRow], source: Input) -> dict[str, list[Place]]:
    """By table of the input the places to fill: what rows need anyway first, then what is missing.

    A place is a column, with others of the same table that would do as well.
    """
    places: dict[str, list[Place]] = {}
    for names in dict.fromkeys(names for row in rows for names in row.cell(source.id).missing):
        table = next(table for table in source.tables if any(of(name, table) for name in names))
        if table not in places:
            needed = (item.name for item in tables()[table].columns if item.needed)
            places[table] = [(f"{table}.{name}",) for name in needed]
        places[table] = with_place(places[table], tuple(n for n in names if of(n, table)))
    return {table: places[table] for table in source.tables if table in places}


def with_place(places: Sequence[Place], new: Place) -> list[Place]:
    """One place more; of two of which one leaves less choice, that one."""
    if any(set(place) <= set(new) for place in places):
        return list(places)
    narrowed = [new if set(new) < set(place) else place for place in places]
    return list(dict.fromkeys([*narrowed, new]))


def of(name: str, table: str) -> bool:
    """True for a column of that table."""
    return name.partition(".")[0] == table


def table_text(table: str, places: Iterable[Place]) -> str:
    """Which template, which columns in plain words, and one example row."""
    places = list(places)
    lines = [say("ask_table", file=f"{table}.csv", grain=tables()[table].grain)]
    for first, *others in places:
        line = say("ask_column", column=bare(first), words=column_words()[first].words)
        for other in others:
            line += say("ask_or", column=bare(other), words=column_words()[other].words)
        lines.append(line)
    lines += ["", TEMPLATES["ask_example"], example(place[0] for place in places)]
    return "\n".join(lines)


def bare(name: str) -> str:
    """The column without its table."""
    return name.partition(".")[2]


def example(names: Iterable[str]) -> str:
    """Header and one row of those columns, as CSV."""
    chosen = list(names)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([bare(name) for name in chosen])
    writer.writerow([column_words()[name].example for name in chosen])
    return stream.getvalue().rstrip("\n")
