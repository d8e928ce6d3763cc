"""What is asked of whoever copies a large text file cleanly, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOrder:
    """A large regular text file in UTF-8 and what was counted of it.

    Parameters
    ----------
    skip : int
        Lines above the first row below the headers.
    width : int
        Columns of the header row.
    first_row : int
        Record number of the first row below the headers.
    rows : int
        How many rows there are from there on; a copy with another number is no copy.
    blank_after : tuple of int
        Of each blank line how many rows stand before it: blank lines are records too.
    line_end : str
        What ends each row.
    has_breaks : bool
        Some cells hold line breaks.
    trims : bool
        Some cells hold blanks.
    spaces : str
        Characters other than the blank that are taken off the ends of cells, where there are any.
    every_space : str
        All characters that are taken off.
    first_header : str
        The first header cell, as a repeated header row has it.
    total_words : tuple of str
        Lower-case words by which lines that sum up begin.
    """

    source: Path
    target: Path
    delimiter: str
    skip: int
    width: int
    first_row: int
    rows: int
    blank_after: tuple[int, ...]
    line_end: str
    has_breaks: bool
    trims: bool
    spaces: str
    every_space: str
    first_header: str
    total_words: tuple[str, ...]


class Copier(Protocol):
    """Copies a large file and says what the copy holds."""

    def copy(self, order: CopyOrder) -> list[tuple[int, list[str]]] | None:
        """Copy, and return the rows to look at with their numbers; None where it cannot be done.

        Those rows are not in the copy until they are kept.
        """

    def keep(self, target: Path, rows: Sequence[int]) -> None:
        """Take rows that were looked at into the copy."""

    def count(self, target: Path) -> int:
        """How many rows the copy has."""

    def beginnings(self, target: Path, position: int, *, digit: int, other: int) -> set[str]:
        """Distinct beginnings of the filled cells of a column, by whether they are digits."""

    def first_distinct(
        self, target: Path, position: int, *, limit: int, holding: Sequence[str] = ()
    ) -> set[str]:
        """The first distinct cells of a column, or of those that hold one of some signs."""

    def counts(self, target: Path, position: int) -> dict[str, int]:
        """How many rows have each cell of a column, in the order of their first rows."""

    def is_filled(self, target: Path, position: int) -> bool:
        """True where any cell of a column holds something."""

    def begins_with(self, target: Path, positions: Sequence[int], signs: Sequence[str]) -> bool:
        """True where any cell of some columns begins with one of some signs."""

    def cells(self, target: Path, positions: Sequence[int], *, limit: int) -> list[tuple[str, ...]]:
        """Cells of some columns of the first rows."""
