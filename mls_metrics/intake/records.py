"""Lines of a text file to records, with a lone quotation mark costing its own record only.

A quotation mark that nobody closes makes a reader of CSV take every following row for one cell. Of
a record over several lines that no strict reader accepts, each line is a record of its own.
"""

import csv
from collections.abc import Iterable, Iterator


class Lines:
    """Lines one by one, keeping those that were handed out since `kept` was last emptied."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.kept: list[str] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.kept.append(line)
        return line


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The records of a text."""
    source = Lines(lines)
    while True:
        reader = csv.reader(source, delimiter=delimiter)
        try:
            for row in reader:
                if len(source.kept) > 1 and not is_sound(source.kept, delimiter):
                    yield from line_by_line(source.kept, delimiter)
                else:
                    yield row
                source.kept.clear()
        except csv.Error:  # longer than any cell may be
            yield from line_by_line(source.kept, delimiter)
            source.kept.clear()
            continue
        return


def is_sound(lines: list[str], delimiter: str) -> bool:
    """True where a strict reader finds exactly one record in some lines."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def line_by_line(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Each line as a record; quotation marks of an unsound one are signs like others."""
    for line in lines:
        if is_sound([line], delimiter):
            yield from csv.reader([line], delimiter=delimiter)
        else:
            yield line.rstrip("\r\n").split(delimiter)
