"""Whether a file writes its decimals with a point or a comma: by evidence per column."""

import re
from collections.abc import Iterable, Mapping

COMMA = re.compile(r"\d,(\d{1,2}|\d{4,})(?!\d)|\.\d{3},\d|\d{4},\d|['’\s]\d{3},\d|^[^\d]{0,9}0,\d")
POINT = re.compile(
    r"\d\.(\d{1,2}|\d{4,})(?!\d)|,\d{3}\.\d|\d{4}\.\d|['’\s]\d{3}\.\d|^[^\d]{0,9}0\.\d"
)
LONE = re.compile(r"^[^\d.,]{0,9}\d{1,3}[.,]\d{3}[^\d.,]{0,9}$")
THOUSANDS_POINT = re.compile(r"\d\.\d{3}\.\d{3}")
THOUSANDS_COMMA = re.compile(r"\d,\d{3},\d{3}")


def decimal_of(cells: Iterable[str]) -> str | None:
    """``,`` or ``.`` where the cells of a column say so, by majority; None where they do not."""
    comma = point = 0
    for cell in cells:
        if COMMA.search(cell) or THOUSANDS_POINT.search(cell):
            comma += 1
        elif POINT.search(cell) or THOUSANDS_COMMA.search(cell):
            point += 1
    if comma == point:
        return None
    return "," if comma > point else "."


def decimal_of_file(cells: Mapping[int, Iterable[str]], *, delimiter: str) -> str:
    """The decimal sign of a file for columns that do not say: the others' vote, else habit."""
    votes = [decimal_of(column) for column in cells.values()]
    commas, points = votes.count(","), votes.count(".")
    if commas != points:
        return "," if commas > points else "."
    return "," if delimiter == ";" else "."


def undecided(cells: Mapping[int, Iterable[str]], *, delimiter: str) -> list[int]:
    """Columns in which ``1.234`` may be a thousand or a fraction, and nothing in the file tells.

    Where one column of the file says what its sign is, the others follow it; and a sign that is
    not the habit of files with this separator groups thousands.
    """
    if any(decimal_of(column) for column in cells.values()):
        return []
    habit = decimal_of_file({}, delimiter=delimiter)
    return sorted(
        at for at, column in cells.items() if any(LONE.match(c) and habit in c for c in column)
    )
